# The bytes on the wire, judged by schemas that others made: HL7 v3 (from the folder of official
# schemas), SAML 2.0 (Debian), SOAP 1.2 and WS-Addressing 1.0 (tests/judges/soap_schemas.txt).
# shellcheck shell=bash disable=SC2034,SC2154

budget=480

needs() {
    need libxml2-utils command -v xmllint
    need opensaml-schemas test -f /usr/share/xml/opensaml/saml-schema-assertion-2.0.xsd
    need xmltooling-schemas test -f /usr/share/xml/xmltooling/xmldsig-core-schema.xsd
    need python3 command -v python3
    need python3-lxml python_module lxml
    need python3-pip python_module pip
    wheel tests/judges/soap_schemas.txt
}

ready() {
    if [ ! -d "$schemas" ]; then
        why="the official schemas are absent ($schemas; DMPKIT_SCHEMAS names another folder)"
        return 1
    fi
    if [ ! -d "$samples" ]; then
        why="the official samples are absent ($samples; DMPKIT_SAMPLES names another folder)"
        return 1
    fi
}

run() {
    step "messages"
    rm -rf "$work/wire"
    DMPKIT_DUMP=$work/wire/messages cargo test --locked --test wire_messages

    step "messages and fixtures, by their schemas"
    python tests/judges/xml_messages.py --schemas "$schemas" \
        --soap "$(wheel_of tests/judges/soap_schemas.txt)" \
        --messages "$work/wire/messages" --work "$work/wire/judged"

    step "stored queries, by the schema of ebRS 3.0"
    DMPKIT_DUMP=$work/wire/queries cargo test --locked --test stored_queries --test registry_queries
    xmllint --noout --nonet --schema "$schemas/xds/schema/ebRS30/query.xsd" "$work"/wire/queries/*.xml

    step "retrieves of documents, by Python's MIME parser and the schema of XDS.b"
    rm -rf "$work/wire/retrieves"
    DMPKIT_DUMP=$work/wire/retrieves cargo test --locked --test repository_answers
    python tests/judges/mtom.py --schemas "$schemas" --soap "$(wheel_of tests/judges/soap_schemas.txt)" \
        --messages "$work/wire/retrieves" --work "$work/wire/retrieves_judged"

    step "answers of the registry, by the schema of ebRS 3.0"
    DMPKIT_DUMP=$work/wire/answers cargo test --locked --test registry_answers
    xmllint --noout --nonet --schema "$schemas/xds/schema/ebRS30/query.xsd" "$work"/wire/answers/*.xml

    step "samples of XDS and XDM, found again by lxml"
    DMPKIT_SAMPLES=$samples DMPKIT_DUMP=$work/wire/samples cargo test --locked --test registry_samples
    python tests/judges/registry_walk.py "$work/wire/samples/registry"
}
