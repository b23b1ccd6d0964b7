from accounts.models.contract import Contract
from accounts.models.department import Department
from accounts.models.desk import Desk
from accounts.models.organization import Organization, OrganizationDomain
from accounts.models.team import Team
from accounts.models.user import User

__all__ = ["Contract", "Department", "Desk", "Organization", "OrganizationDomain", "Team", "User"]
