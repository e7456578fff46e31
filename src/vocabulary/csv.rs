//! Tables as CSV (RFC 4180): a first line that starts with `#` says what it is, the next names
//! the columns.

/// The records after the header; missing fields are empty.
pub(super) fn records<const N: usize>(text: &str) -> Vec<[String; N]> {
    text.lines().filter(|line| !line.starts_with('#')).skip(1).map(fields).collect()
}

fn fields<const N: usize>(line: &str) -> [String; N] {
    let mut fields: [String; N] = std::array::from_fn(|_| String::new());
    let mut index = 0;
    let mut quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                fields[index].push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted && index + 1 < N => index += 1,
            other => fields[index].push(other),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_fields_keep_commas_and_quotes() {
        let table = "# table\na,b\n1,\"x, \"\"y\"\"\"\n2\n";
        assert_eq!(records::<2>(table), [["1", "x, \"y\""], ["2", ""]]);
    }
}
