"""Which contract holds, and from which addresses its customer asks."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import Contract
from accounts.models.contract import validate_network
from accounts.tests.factories import ContractFactory, OrganizationFactory


@pytest.mark.parametrize("network", ["192.0.2.0/24", "2001:db8::/32", "198.51.100.7", "0.0.0.0/0"])
def test_networks_are_written_in_cidr_notation(network):
    validate_network(network)


@pytest.mark.parametrize(
    "network", ["192.0.2.0/33", "192.0.2.1/24", "office", "", "192.0.2.0-192.0.2.9", "١٩٢.٠.٢.٠/٢٤"]
)
def test_anything_else_is_no_network(network):
    with pytest.raises(ValidationError):
        validate_network(network)


@pytest.mark.django_db
class TestMatching:
    @pytest.fixture
    def acme(self):
        return OrganizationFactory()

    @pytest.fixture
    def plain(self, acme):
        return ContractFactory(organization=acme, number="P-1", valid_from="2026-02-01")

    @pytest.fixture
    def office(self, acme):
        networks = ["192.0.2.0/24", "2001:db8::/32"]
        return ContractFactory(organization=acme, number="O-1", valid_from="2026-01-01", ip_ranges=networks)

    def test_the_number_says_most_then_the_address_then_the_newest(self, acme, plain, office):
        match = Contract.objects.matching
        assert match(acme, number="P-1", ip="192.0.2.9") == plain
        assert match(acme, number="wrong", ip="192.0.2.9") == office
        assert match(acme, ip="2001:db8::5") == office
        assert match(acme, ip="203.0.113.1") == plain

    def test_a_contract_of_others_never_matches(self, acme, plain):
        other = ContractFactory(number="X-1")
        assert Contract.objects.matching(acme, number=other.number) == plain
        assert Contract.objects.matching(None, number="P-1") is None

    @pytest.mark.parametrize(
        ("starts", "ends", "holds"), [(0, None, True), (0, 0, True), (1, None, False), (-9, -1, False)]
    )
    def test_it_holds_from_its_first_to_its_last_day(self, acme, starts, ends, holds):
        today = timezone.localdate()
        contract = ContractFactory(
            organization=acme,
            valid_from=today + timedelta(days=starts),
            valid_to=None if ends is None else today + timedelta(days=ends),
        )
        assert Contract.objects.matching(acme) == (contract if holds else None)

    def test_it_cannot_end_before_it_starts(self, acme):
        with pytest.raises(IntegrityError):
            ContractFactory(organization=acme, valid_from="2026-02-01", valid_to="2026-01-01")

    def test_an_address_of_the_other_family_is_not_covered(self, office):
        assert office.covers("192.0.2.200")
        assert not office.covers("::1")
        assert not office.covers(None)
