//! What is shown, and what is made of the metadata.

super::table! {
    Display "EX_GEN-1145" Offered
        "Messages to the user are clear and say what is the matter."
        tests ["tests/charts.rs::every_fault_gives_its_own_error_and_the_client_goes_on",
            "src/rules/searching/tests.rs::every_violation_names_its_requirement_and_says_it_in_french"]
        offers ["dmpkit_error_user_message", "dmpkit_results_explanation"]
        note "The host shows the sentences it is given.";

    Display "EX_GEN-1180" Host
        "An About screen names the certified profiles with their date, the vendor, the product and its version as the assertion does."
        tests []
        offers ["dmpkit.config/1: software.name", "dmpkit.config/1: software.version"]
        note "The host shows the name and version of its configuration: every assertion bears them.";

    Display "EX_3.1-1040" Enforced
        "What the patient wrote looks different from the rest."
        tests ["tests/consulting/showing.rs::what_the_patient_wrote_stands_apart",
            "tests/overview.rs::each_document_bears_its_labels_in_words"]
        offers ["DMPKIT_CODE_FROM_PATIENT", "DMPKIT_TEXT_LABELS", "dmpkit_results_overview"]
        note "In a list of its own the host gives it a colour or pictogram.";

    Display "EX_3.1-1070" Enforced
        "Dates, UTC in the metadata, are shown in local time."
        tests ["tests/consulting/showing.rs::dates_are_shown_where_the_host_is",
            "tests/overview.rs::a_timeline_goes_from_year_to_month_where_the_host_is"]
        offers ["dmpkit.config/1: time_zone", "DMPKIT_TEXT_ACT_DATE", "DMPKIT_TEXT_DEPOSIT_DATE"]
        note "";

    Display "EX_3.1-1075" Enforced
        "What comes from the DMP bears both its names, DMP and Mon espace santé."
        tests ["tests/consulting/showing.rs::both_names_of_the_record_stand_by_whatever_comes_from_it",
            "tests/consulting/reading.rs::a_document_kept_says_where_it_comes_from_and_since_when"]
        offers ["dmpkit_chart_banner_text", "DMPKIT_TEXT_ORIGIN", "dmpkit_results_overview"]
        note "The host shows the banner while the DMP is consulted, and never on documents of its own.";

    Display "EX_3.1-1080" Enforced
        "A document that is masked, hidden from the patient or his representatives, archived or obsolete says so; a current one has no label."
        tests ["tests/consulting/showing.rs::each_state_has_its_label_and_a_current_document_none",
            "src/search/labels.rs::each_state_has_its_label",
            "src/search/labels.rs::a_current_document_has_no_label"]
        offers ["DMPKIT_TEXT_LABELS", "dmpkit_results_overview"]
        note "In a list of its own the host shows the labels.";

    Display "ANS-CONS-5" Enforced
        "The user is told how many documents of others there are, and later what is new, replaced or of another visibility."
        tests ["tests/consulting/showing.rs::documents_of_others_are_counted",
            "tests/consulting/changing.rs::new_replaced_hidden_deleted_and_vanished_documents_are_told",
            "tests/changes.rs::the_document_names_no_patient_and_is_dated_where_the_host_is"]
        offers ["dmpkit_results_count", "dmpkit.query/1: where.written_by", "dmpkit.changes/1: summary"]
        note "The host shows the number and the summary.";

    Data "EX_GEN-1360" Enforced
        "Value sets are replaced without another version of the software; unknown values break nothing."
        tests ["tests/consulting/searching.rs::value_sets_are_replaced_for_the_searches_that_follow",
            "tests/consulting/searching.rs::unknown_codes_and_dirty_metadata_lose_no_document",
            "tests/vocabulary.rs::a_host_replaces_a_set_and_others_stay"]
        offers ["dmpkit_client_load_vocabulary", "dmpkit_client_load_habilitation"]
        note "The host gives the tables as they are published.";

    Data "REC_GEN-1370" Enforced
        "A value this version does not know is told as such, and read all the same."
        tests ["tests/charts.rs::every_person_gives_her_row_of_the_table",
            "src/search/labels.rs::each_state_has_its_label",
            "tests/registry_answers.rs::what_is_malformed_is_kept_and_doubted"]
        offers []
        note "";

    Data "EX_3.1-1050" Enforced
        "Documents of unknown type are taken in and shown."
        tests ["tests/consulting/searching.rs::unknown_codes_and_dirty_metadata_lose_no_document"]
        offers ["DMPKIT_TEXT_TYPE"]
        note "";

    Data "EX_3.1-1055" Enforced
        "No document is left out because of the patient's identifier in its metadata."
        tests ["tests/consulting/searching.rs::documents_of_an_older_identifier_are_not_left_out"]
        offers []
        note "";

    Data "RG_2710" Offered
        "The entryUUID, which changes with the metadata, is not kept to act on later."
        tests ["tests/consulting/changing.rs::copies_are_recognised_without_their_last_entry"]
        offers ["dmpkit.local-copies/1: copies.unique_id", "dmpkit.local-copies/1: copies.logical_id"]
        note "dmpkit keeps nothing. The host keeps uniqueId and logicalId, and the entryUUID at most as the last one seen.";

    Data "ANS-CONS-4" Offered
        "A document that came by secure mail as well is recognised by its uniqueId before it is taken in."
        tests ["tests/consulting/changing.rs::what_came_by_secure_mail_is_not_new",
            "tests/changes.rs::what_came_by_secure_mail_is_recognised"]
        offers ["dmpkit.local-copies/1: copies.origin", "dmpkit.changes/1: changes.kind"]
        note "The host lists what it received by mail among its copies.";

    Data "ANS-CONS-7" Enforced
        "Obsolete entries are passed over; a replacement of a copy is followed to the current version; the same logicalId is a change of metadata; the rest is new."
        tests ["tests/consulting/changing.rs::new_replaced_hidden_deleted_and_vanished_documents_are_told",
            "tests/changes.rs::new_documents_are_told_once_and_obsolete_ones_are_not",
            "tests/changes.rs::a_chain_is_followed_to_the_version_that_is_current",
            "tests/changes.rs::the_same_document_with_a_new_entry_has_other_metadata"]
        offers ["dmpkit_chart_changes"]
        note "";

    Data "ANS-CONS-8" Offered
        "Of each document taken in, uniqueId, logicalId and the last entryUUID are kept."
        tests ["tests/consulting/reading.rs::a_document_kept_says_where_it_comes_from_and_since_when"]
        offers ["dmpkit_document_save", "dmpkit.saved-document/1: unique_id",
            "dmpkit.saved-document/1: logical_id", "dmpkit.saved-document/1: entry_uuid",
            "dmpkit.local-copies/1: copies.entry_uuid"]
        note "The host keeps the receipt of each document; see RG_2710.";
}
