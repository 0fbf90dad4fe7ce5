"""Small FHIR resources about fictional people, to be bent by tests."""

from typing import Any

Resource = dict[str, Any]


def patient(**more: Any) -> Resource:
    name = [{"use": "official", "family": "Okafor", "given": ["Adaeze", "Ruth"]}, {"use": "usual", "given": ["Ada"]}]
    return {"resourceType": "Patient", "id": "ada", "name": name, "birthDate": "1961-03-09"} | more


def goal(**more: Any) -> Resource:
    return {
        "resourceType": "Goal",
        "id": "choir",
        "lifecycleStatus": "active",
        "description": {"text": "I will sing in the choir again."},
        "subject": {"reference": "Patient/ada"},
    } | more


def sister(**more: Any) -> Resource:
    return {
        "resourceType": "RelatedPerson",
        "id": "ngozi",
        "patient": {"reference": "Patient/ada"},
        "relationship": [{"text": "sister"}],
        "name": [{"family": "Okafor", "given": ["Ngozi"]}],
    } | more


def plan(*activities: Resource, **more: Any) -> Resource:
    return {
        "resourceType": "CarePlan",
        "id": "back-to-singing",
        "status": "active",
        "intent": "plan",
        "subject": {"reference": "Patient/ada"},
        "activity": list(activities),
    } | more


def activity(**detail: Any) -> Resource:
    return {"detail": {"status": "not-started", "description": "Ring the choir leader."} | detail}


def bundle(*resources: Resource, kind: str = "collection") -> Resource:
    return {"resourceType": "Bundle", "type": kind, "entry": [{"resource": one} for one in resources]}
