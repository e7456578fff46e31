//! Searching, and following what changes.

super::table! {
    Search "MEMENTO search" Enforced
        "A search, of which the patient is notified, follows an act of the user."
        tests ["tests/consulting/opening.rs::a_search_says_which_act_it_follows",
            "tests/consulting/opening.rs::opening_a_chart_searches_nothing_by_itself"]
        offers ["dmpkit.query/1: act", "dmpkit.local-copies/1: act"]
        note "The host says `user` only where the user asked for it, and knows what a search does.";

    Search "EX_3.1-2030" Enforced
        "At most one search as a chart opens; every other is asked for by the user."
        tests ["tests/consulting/opening.rs::one_search_at_opening_and_the_others_at_the_users_wish",
            "tests/consulting/opening.rs::an_automatic_search_that_failed_was_one",
            "tests/consulting/opening.rs::opening_a_chart_searches_nothing_by_itself",
            "src/rules/searching/tests.rs::each_rule_stops_the_search_at_opening_and_none_the_users_own"]
        offers ["dmpkit.config/1: search.at_opening", "dmpkit.chart-request/1: care_team",
            "dmpkit.chart-request/1: information"]
        note "Counted per chart handle: the host opens one chart for one opening.";

    Search "ANS-CONS-1" Enforced
        "The search at opening goes back two years of acts at most and asks for current documents."
        tests ["tests/consulting/opening.rs::a_search_at_opening_goes_back_two_years_and_asks_for_current_documents",
            "tests/consulting/opening.rs::each_circumstance_that_forbids_an_automatic_search_is_named"]
        offers []
        note "";

    Search "EX_3.1-1090" Enforced
        "No search follows a feed by itself; identifiers are asked for again, as references, just before a document is deleted, archived or replaced."
        tests ["tests/consulting/opening.rs::nothing_is_searched_after_a_feed",
            "src/rules/searching/tests.rs::nothing_is_searched_after_a_feed"]
        offers []
        note "Deleting, archiving and replacing are not in this version, nor the question that comes before them.";

    Search "TEST 3.1-010" Enforced
        "Going about in a chart sends no new search; no loop asks for one document after the other; at most 20 identifiers at once; a minor's secret connection is respected."
        tests ["tests/consulting/sending.rs::going_about_in_the_results_sends_nothing",
            "tests/consulting/sending.rs::documents_are_asked_for_by_twenty",
            "tests/consulting/sending.rs::dates_of_deposit_are_asked_for_where_they_are_needed",
            "tests/consulting/sending.rs::a_secret_connection_is_for_a_minor_and_stands_in_each_message"]
        offers ["dmpkit_results_refine", "dmpkit.config/1: search.batch",
            "dmpkit.chart-request/1: secret_connection"]
        note "The host keeps the results while the chart is open, rather than search again.";

    Search "EX_3.1-2035" Enforced
        "Where the DMP says that there were too many searches, nothing but searching stops."
        tests ["tests/consulting/sending.rs::a_threshold_stops_searches_and_nothing_else",
            "tests/consulting/sending.rs::a_threshold_met_by_a_comparison_counts_too"]
        offers ["dmpkit.config/1: search.threshold_pause_s", "dmpkit_error_retry_after_ms"]
        note "Feeding is not in this version: what goes on is existence, reading and keeping.";

    Search "EX_3.1-1020" Enforced
        "Documents deposited since the last visit can be searched for."
        tests ["tests/consulting/searching.rs::what_is_new_since_the_last_visit_is_found_by_its_deposit",
            "tests/consulting/changing.rs::new_replaced_hidden_deleted_and_vanished_documents_are_told"]
        offers ["dmpkit_chart_changes", "dmpkit.query/1: where.new_since_last_visit",
            "dmpkit.chart-request/1: last_visit"]
        note "The host remembers the date.";

    Search "TEST 3.1-400" Enforced
        "From the date of the last visit, in UTC: the submissions, then their links, then their documents."
        tests ["tests/consulting/changing.rs::few_messages_tell_what_changed",
            "tests/consulting/changing.rs::the_moment_asked_from_is_that_of_the_deposit",
            "tests/consulting/changing.rs::what_failed_is_asked_from_the_same_moment_again",
            "tests/changes.rs::questions_go_in_batches_and_have_an_end"]
        offers ["dmpkit_chart_changes", "dmpkit.local-copies/1: since", "dmpkit.changes/1: next_since"]
        note "The host keeps `next_since` once it has dealt with the changes.";

    Search "TEST 3.1-399" Enforced
        "Documents added between two dates can be searched for."
        tests ["tests/consulting/searching.rs::a_period_of_deposit_finds_what_was_added_in_it"]
        offers ["dmpkit.query/1: where.deposit_date"]
        note "";

    Search "TESTS 3.1-090..140" Enforced
        "One type, several types, act date from, to and between, and a type with dates are criteria."
        tests ["tests/consulting/searching.rs::types_dates_and_both_find_what_they_name",
            "tests/search_properties.rs::what_the_server_filters_loses_nothing"]
        offers ["dmpkit.query/1: where.type", "dmpkit.query/1: where.act_date"]
        note "The host's screen has a place for each.";

    Search "EX_3.1-1030" Enforced
        "Current documents are what a search offers; archived, obsolete, masked and invisible ones are chosen beside."
        tests ["tests/consulting/searching.rs::current_documents_are_offered_and_the_others_at_the_users_choice"]
        offers ["dmpkit.query/1: where.status", "dmpkit.query/1: where.visibility"]
        note "The host's screen has a check box for each.";

    Search "EX_3.1-2000" Enforced
        "Documents of an imaging examination are found by its references."
        tests ["tests/consulting/searching.rs::images_are_found_by_study_accession_and_order"]
        offers ["dmpkit.query/1: where.references"]
        note "";

    Search "TEST 3.1-800..820" Enforced
        "Imaging references: study, accession number and order, whole, by pattern, one of several."
        tests ["tests/consulting/searching.rs::images_are_found_by_study_accession_and_order",
            "tests/sandbox_documents/find.rs::references_are_found_whole_by_pattern_and_one_of_several"]
        offers ["dmpkit.query/1: where.references.kind", "dmpkit.query/1: where.references.like",
            "DMPKIT_TEXT_REFERENCES"]
        note "Opening the images is the host's.";

    Search "ANS-CONS-2" Enforced
        "A search that is filtered says so, and the user can widen it."
        tests ["tests/consulting/searching.rs::an_answer_says_its_filters_and_that_other_documents_may_exist",
            "tests/consulting/searching.rs::a_partial_answer_says_so"]
        offers ["dmpkit_results_explanation", "dmpkit_results_complete"]
        note "The host shows the explanation, and keeps the user's preferred types.";

    Search "ANS-CONS-3" Offered
        "The vaccination history is searched at the user's wish, without a bound of date."
        tests ["tests/consulting/searching.rs::a_vaccination_history_is_found_however_old",
            "tests/consulting/opening.rs::each_circumstance_that_forbids_an_automatic_search_is_named"]
        offers ["dmpkit_chart_search"]
        note "The host offers it as a search apart.";

    Search "ANS-CONS-6" Enforced
        "Later visits: submissions since the last call, their links, then documents with theirs by batches of a set size."
        tests ["tests/consulting/changing.rs::few_messages_tell_what_changed",
            "tests/changes.rs::questions_go_in_batches_and_have_an_end"]
        offers ["dmpkit_chart_changes", "dmpkit.config/1: search.batch"]
        note "";
}
