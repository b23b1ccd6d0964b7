"""A crowd of realistic tickets for measuring: up to a million, by PostgreSQL's COPY.

They keep what the verbs promise (who, when, in which state, what lists repeat of the conversation), but no verb
writes them: that would take hours. helpdesk/tests/test_crowd.py holds them against the verbs' own rules.
"""
