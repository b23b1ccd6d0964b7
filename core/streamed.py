"""Views that read what they are sent by themselves."""


def reads_itself(view):
    """This view reads its body piece by piece; nobody may ask for the fields of a form in it before."""
    view.reads_itself = True
    return view
