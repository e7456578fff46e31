# What becomes of documents: CDA and other bodies as HTML and text, judged by what others made: lxml
# reads the CDA again (every word must be there), the W3C's Nu checker the HTML
# (tests/judges/html5.txt), and a walk over each page finds what runs, loads or leads away.
# shellcheck shell=bash disable=SC2034,SC2154

budget=400

needs() {
    need python3 command -v python3
    need python3-lxml python_module lxml
    need python3-pip python_module pip
    need default-jre-headless java -version
    wheel tests/judges/html5.txt
}

ready() {
    if [ ! -d "$samples/cda" ]; then
        why="the sample documents are absent ($samples/cda; DMPKIT_SAMPLES names another folder)"
        return 1
    fi
}

run() {
    step "documents"
    rm -rf "$work/documents"
    DMPKIT_SAMPLES=$samples DMPKIT_DUMP=$work/documents cargo test --locked \
        --test reading --test reading_samples --test reading_robustness --test notices \
        --test overview

    step "every word of the documents"
    python tests/judges/cda_words.py --rendered "$work/documents/cda" \
        --documents "$samples/cda" tests/fixtures/cda

    step "the HTML, of spoilt documents too"
    python tests/judges/html5.py --wheel "$(wheel_of tests/judges/html5.txt)" \
        --work "$work/documents/judged" \
        "$work/documents/html" "$work/documents/cda" "$work/documents/spoilt"
}
