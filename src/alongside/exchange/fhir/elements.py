"""What FHIR R4 (4.0.1) says the resources we read are made of: names, types and how many, as facts and no more.

One line an element: `name Type`, then `*` where it may repeat and `!` where it must be there. `code(a|b)` lists the
only codes R4 allows. `shape.py` makes a JSON Schema of it. Source: HL7 FHIR R4, the page of each resource.
"""

PERIOD_CODES = "s|min|h|d|wk|mo|a"

# Pattern of each primitive that has one; None: any string. Numbers and booleans are in `shape.py`.
_DATE = r"([0-9]{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?"
_ZONE = r"(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
PATTERNS: dict[str, str | None] = {
    "string": None,
    "markdown": None,
    "xhtml": None,
    "base64Binary": None,
    "uri": r"\S*",
    "url": r"\S*",
    "canonical": r"\S*",
    "oid": r"urn:oid:[0-2](\.(0|[1-9][0-9]*))+",
    "code": r"[^\s]+(\s[^\s]+)*",
    "id": r"[A-Za-z0-9\-.]{1,64}",
    "date": _DATE,
    "dateTime": rf"([0-9]{{4}})(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T{_CLOCK}{_ZONE})?)?)?",
    "instant": rf"[0-9]{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T{_CLOCK}{_ZONE}",
    "time": _CLOCK,
}

TYPES: dict[str, str] = {
    "Narrative": "status code(generated|extensions|additional|empty)!; div xhtml!",
    "Meta": "versionId id; lastUpdated instant; source uri; profile canonical*; security Coding*; tag Coding*",
    "Period": "start dateTime; end dateTime",
    "Coding": "system uri; version string; code code; display string; userSelected boolean",
    "CodeableConcept": "coding Coding*; text string",
    "Identifier": (
        "use code(usual|official|temp|secondary|old); type CodeableConcept; system uri; value string; period Period;"
        " assigner Reference"
    ),
    "Reference": "reference string; type uri; identifier Identifier; display string",
    "HumanName": (
        "use code(usual|official|temp|nickname|anonymous|old|maiden); text string; family string; given string*;"
        " prefix string*; suffix string*; period Period"
    ),
    "ContactPoint": (
        "system code(phone|fax|email|pager|url|sms|other); value string; use code(home|work|temp|old|mobile);"
        " rank positiveInt; period Period"
    ),
    "Address": (
        "use code(home|work|temp|old|billing); type code(postal|physical|both); text string; line string*; city string;"
        " district string; state string; postalCode string; country string; period Period"
    ),
    "Attachment": (
        "contentType code; language code; data base64Binary; url url; size unsignedInt; hash base64Binary;"
        " title string; creation dateTime"
    ),
    "Annotation": "authorReference Reference; authorString string; time dateTime; text markdown!",
    "Quantity": "value decimal; comparator code(<|<=|>=|>); unit string; system uri; code code",
    "Range": "low Quantity; high Quantity",
    "Ratio": "numerator Quantity; denominator Quantity",
    "ContactDetail": "name string; telecom ContactPoint*",
    "Timing": "event dateTime*; repeat Timing.repeat; code CodeableConcept",
    "Timing.repeat": (
        "boundsDuration Quantity; boundsRange Range; boundsPeriod Period; count positiveInt; countMax positiveInt;"
        f" duration decimal; durationMax decimal; durationUnit code({PERIOD_CODES}); frequency positiveInt;"
        " frequencyMax positiveInt; period decimal; periodMax decimal;"
        f" periodUnit code({PERIOD_CODES}); dayOfWeek code(mon|tue|wed|thu|fri|sat|sun)*; timeOfDay time*; when code*;"
        " offset unsignedInt"
    ),
    "Patient.contact": (
        "relationship CodeableConcept*; name HumanName; telecom ContactPoint*; address Address;"
        " gender code(male|female|other|unknown); organization Reference; period Period"
    ),
    "Patient.communication": "language CodeableConcept!; preferred boolean",
    "Patient.link": "other Reference!; type code(replaced-by|replaces|refer|seealso)!",
    "RelatedPerson.communication": "language CodeableConcept!; preferred boolean",
    "CareTeam.participant": "role CodeableConcept*; member Reference; onBehalfOf Reference; period Period",
    "Goal.target": (
        "measure CodeableConcept; detailQuantity Quantity; detailRange Range; detailCodeableConcept CodeableConcept;"
        " detailString string; detailBoolean boolean; detailInteger integer; detailRatio Ratio; dueDate date;"
        " dueDuration Quantity"
    ),
    "CarePlan.activity": (
        "outcomeCodeableConcept CodeableConcept*; outcomeReference Reference*; progress Annotation*;"
        " reference Reference; detail CarePlan.activity.detail"
    ),
    "CarePlan.activity.detail": (
        "kind code(Appointment|CommunicationRequest|DeviceRequest|MedicationRequest|NutritionOrder|Task|ServiceRequest|"
        "VisionPrescription); instantiatesCanonical canonical*; instantiatesUri uri*; code CodeableConcept;"
        " reasonCode CodeableConcept*; reasonReference Reference*; goal Reference*;"
        " status code(not-started|scheduled|in-progress|on-hold|completed|cancelled|stopped|unknown|entered-in-error)!;"
        " statusReason CodeableConcept; doNotPerform boolean; scheduledTiming Timing; scheduledPeriod Period;"
        " scheduledString string; location Reference; performer Reference*; productCodeableConcept CodeableConcept;"
        " productReference Reference; dailyAmount Quantity; quantity Quantity; description string"
    ),
}

# Types whose parts may carry a modifierExtension; the resources themselves may too.
BACKBONE = {
    "Timing",
    "Patient.contact",
    "Patient.communication",
    "Patient.link",
    "RelatedPerson.communication",
    "CareTeam.participant",
    "Goal.target",
    "CarePlan.activity",
    "CarePlan.activity.detail",
}

RESOURCES: dict[str, str] = {
    "Patient": (
        "identifier Identifier*; active boolean; name HumanName*; telecom ContactPoint*;"
        " gender code(male|female|other|unknown); birthDate date; deceasedBoolean boolean; deceasedDateTime dateTime;"
        " address Address*; maritalStatus CodeableConcept; multipleBirthBoolean boolean; multipleBirthInteger integer;"
        " photo Attachment*; contact Patient.contact*; communication Patient.communication*;"
        " generalPractitioner Reference*; managingOrganization Reference; link Patient.link*"
    ),
    "RelatedPerson": (
        "identifier Identifier*; active boolean; patient Reference!; relationship CodeableConcept*; name HumanName*;"
        " telecom ContactPoint*; gender code(male|female|other|unknown); birthDate date; address Address*;"
        " photo Attachment*; period Period; communication RelatedPerson.communication*"
    ),
    "CareTeam": (
        "identifier Identifier*; status code(proposed|active|suspended|inactive|entered-in-error);"
        " category CodeableConcept*; name string; subject Reference; encounter Reference; period Period;"
        " participant CareTeam.participant*; reasonCode CodeableConcept*; reasonReference Reference*;"
        " managingOrganization Reference*; telecom ContactPoint*; note Annotation*"
    ),
    "Goal": (
        "identifier Identifier*; lifecycleStatus code(proposed|planned|accepted|active|on-hold|completed|cancelled|"
        "entered-in-error|rejected)!; achievementStatus CodeableConcept; category CodeableConcept*;"
        " priority CodeableConcept; description CodeableConcept!; subject Reference!; startDate date;"
        " startCodeableConcept CodeableConcept; target Goal.target*; statusDate date; statusReason string;"
        " expressedBy Reference; addresses Reference*; note Annotation*; outcomeCode CodeableConcept*;"
        " outcomeReference Reference*"
    ),
    "CarePlan": (
        "identifier Identifier*; instantiatesCanonical canonical*; instantiatesUri uri*; basedOn Reference*;"
        " replaces Reference*; partOf Reference*;"
        " status code(draft|active|on-hold|revoked|completed|entered-in-error|unknown)!;"
        " intent code(proposal|plan|order|option)!; category CodeableConcept*; title string; description string;"
        " subject Reference!; encounter Reference; period Period; created dateTime; author Reference;"
        " contributor Reference*; careTeam Reference*; addresses Reference*; supportingInfo Reference*;"
        " goal Reference*; activity CarePlan.activity*; note Annotation*"
    ),
}

# Read only for the names of those around the person; never placed by themselves.
HELPERS = ("Practitioner", "PractitionerRole")
