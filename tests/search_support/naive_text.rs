//! What words mean, by tables and whole matrices: only for the letters of the invented texts.

/// Letters and marks of the invented documents, in plain ones.
const PLAIN: &[(&str, &str)] = &[
    ("e\u{301}", "e"),
    ("é", "e"),
    ("è", "e"),
    ("ê", "e"),
    ("ë", "e"),
    ("à", "a"),
    ("â", "a"),
    ("ô", "o"),
    ("î", "i"),
    ("ï", "i"),
    ("û", "u"),
    ("ù", "u"),
    ("ç", "c"),
    ("œ", "oe"),
    ("æ", "ae"),
    ("ß", "ss"),
    ("’", "'"),
];

pub fn words(text: &str) -> Vec<String> {
    let mut text = text.to_lowercase();
    for (from, to) in PLAIN {
        text = text.replace(from, to);
    }
    assert!(text.chars().filter(|c| c.is_alphanumeric()).all(|c| c.is_ascii()), "{text}");
    let mut words = Vec::new();
    for part in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'') {
        let mut pieces: Vec<&str> = part.split('\'').collect();
        let last = pieces.pop().unwrap();
        let elided = ["c", "d", "j", "l", "m", "n", "s", "t", "qu"];
        words.extend(pieces.into_iter().filter(|piece| !elided.contains(piece)).map(String::from));
        words.push(last.to_string());
    }
    words.retain(|word| !word.is_empty());
    words
}

pub fn fold(text: &str) -> String {
    words(text).join(" ")
}

/// Letters added, left out, changed, or neighbours swapped, by the whole matrix.
pub fn mistakes(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut cost = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            if i == 0 || j == 0 {
                cost[i][j] = i + j;
                continue;
            }
            let changed = cost[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
            let mut least = changed.min(cost[i - 1][j] + 1).min(cost[i][j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(cost[i - 2][j - 2] + 1);
            }
            cost[i][j] = least;
        }
    }
    cost[one.len()][other.len()]
}

const COMMON: [&str; 11] = ["au", "aux", "de", "des", "du", "et", "la", "le", "les", "un", "une"];

/// Words and phrases of a query.
pub fn wanted(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let (mut plain, mut phrases) = (Vec::new(), Vec::new());
    for (index, part) in text.split('"').enumerate() {
        match words(part) {
            phrase if index % 2 == 1 && phrase.len() > 1 => phrases.push(phrase),
            other => plain.extend(other),
        }
    }
    let kept: Vec<String> =
        plain.iter().filter(|word| !COMMON.contains(&word.as_str())).cloned().collect();
    match kept.is_empty() && phrases.is_empty() {
        true => (plain, phrases),
        false => (kept, phrases),
    }
}

/// Whether a document whose texts have these words holds all that is wanted; `every` is each word
/// of all documents.
pub fn holds(query: &str, own: &[Vec<String>], every: &[String]) -> bool {
    let (plain, phrases) = wanted(query);
    let has = |test: &dyn Fn(&str) -> bool| own.iter().flatten().any(|word| test(word));
    plain.iter().all(|word| {
        if every.iter().any(|known| known.starts_with(word.as_str())) {
            return has(&|known| known.starts_with(word.as_str()));
        }
        let letters = word.chars().all(char::is_alphabetic);
        let allowed = match word.len() {
            _ if !letters => 0,
            9.. => 2,
            5.. => 1,
            _ => 0,
        };
        allowed > 0 && has(&|known| mistakes(word, known) <= allowed)
    }) && phrases.iter().all(|phrase| {
        own.iter().any(|words| words.windows(phrase.len()).any(|place| place == phrase))
    })
}

/// SQL's LIKE, by trying everything.
pub fn like(pattern: &str, text: &str) -> bool {
    match pattern.chars().next() {
        None => text.is_empty(),
        Some('%') => {
            let rest = &pattern[1..];
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            ends.into_iter().any(|at| like(rest, &text[at..]))
        }
        Some(wanted) => text.chars().next().is_some_and(|found| {
            (wanted == '_' || wanted == found)
                && like(&pattern[wanted.len_utf8()..], &text[found.len_utf8()..])
        }),
    }
}
