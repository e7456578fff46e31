//! Reading, and keeping.

super::table! {
    Documents "TEST 3.1-900" Enforced
        "The user is told that a document he keeps was replaced or deleted in the DMP."
        tests ["tests/consulting/changing.rs::new_replaced_hidden_deleted_and_vanished_documents_are_told",
            "tests/consulting/changing.rs::copies_are_recognised_without_their_last_entry",
            "tests/changes.rs::deleted_is_said_only_where_the_server_says_it"]
        offers ["dmpkit_chart_changes", "dmpkit.changes/1: changes.sentence"]
        note "The host lists its copies and shows the sentences. Without the last entryUUID, a deletion is told as a document no longer visible.";

    Documents "CDA/DD15.02" Enforced
        "Whether documents taken in were deleted or replaced in the DMP is brought up to date."
        tests ["tests/consulting/changing.rs::new_replaced_hidden_deleted_and_vanished_documents_are_told"]
        offers ["dmpkit_chart_changes", "dmpkit.local-copies/1: copies.status"]
        note "The host writes the new status on its copy. Only the title of the requirement was read.";

    Documents "EX_3.2-1010" Enforced
        "Nothing is downloaded in a row or kept by itself; a document is kept by one act each, with its origin and date."
        tests ["tests/consulting/reading.rs::a_loop_of_reads_or_of_saves_is_refused",
            "tests/consulting/reading.rs::a_search_downloads_nothing_and_a_reading_keeps_nothing",
            "tests/consulting/reading.rs::a_document_kept_says_where_it_comes_from_and_since_when",
            "tests/consulting/showing.rs::an_export_holds_no_body_and_names_no_patient"]
        offers ["dmpkit_document_save", "dmpkit.saved-document/1: origin",
            "dmpkit.saved-document/1: saved_at", "dmpkit.config/1: reading.saves", "dmpkit.config/1: reading.reads"]
        note "The host keeps bytes only where it calls dmpkit_document_save on the user's act, and shows origin and date with them.";

    Documents "EX_3.2-1025" Enforced
        "The reader is warned of a document that the patient or his representatives cannot see."
        tests ["tests/consulting/reading.rs::what_others_may_not_see_is_said_before_the_document_is_shown",
            "tests/consulting/reading.rs::a_document_that_no_search_has_shown_is_of_unknown_visibility",
            "tests/reading.rs::what_the_patient_cannot_see_is_said_before"]
        offers ["dmpkit_document_warnings"]
        note "The host shows the warnings before the document. Who may not see it is known from a search of the same chart: a document read without one is said to be of unknown visibility.";

    Documents "EX_3.2-1030" Enforced
        "The header of a CDA document can be shown."
        tests ["tests/consulting/reading.rs::the_header_of_a_document_can_be_shown",
            "tests/reading.rs::the_header_is_read_in_french"]
        offers ["dmpkit_document_html", "dmpkit.sections/1: header"]
        note "";

    Documents "REC_3.2-1060" Offered
        "The body may be shown in an embedded browser."
        tests ["tests/consulting/reading.rs::a_document_is_a_page_that_needs_nothing_else",
            "tests/reading.rs::nothing_of_a_hostile_document_runs_or_leads_away"]
        offers ["dmpkit_document_html"]
        note "The page is made without XSLT and needs neither script nor network.";

    Documents "REC_3.2-1070" Offered
        "Structured results may be shown otherwise, such as a curve of laboratory values."
        tests ["tests/consulting/reading.rs::laboratory_results_are_data",
            "tests/reading.rs::a_curve_goes_through_documents_and_never_mixes_units"]
        offers ["dmpkit_document_observations", "dmpkit_document_curves"]
        note "";

    Documents "REC_3.2-1080" Offered
        "Documents of the same submission or examination are shown together."
        tests ["tests/consulting/showing.rs::linked_documents_are_found_together",
            "tests/consulting/searching.rs::images_are_found_by_study_accession_and_order",
            "tests/consulting/sending.rs::dates_of_deposit_are_asked_for_where_they_are_needed"]
        offers ["dmpkit_results_group", "DMPKIT_GROUP_SUBMISSION_SET", "dmpkit.query/1: where.submission_set",
            "dmpkit.query/1: where.references"]
        note "Submissions are known where the search speaks of them or of deposits, or sorts by deposit.";
}
