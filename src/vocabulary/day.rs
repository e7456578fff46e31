use jiff::civil::Date;

use crate::record::Invalid;

/// A day of the calendar, `YYYY-MM-DD`.
pub(crate) fn day(field: &str, text: &str) -> Result<String, Invalid> {
    let shape = |(index, byte): (usize, u8)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    let written = text.len() == 10 && text.bytes().enumerate().all(shape);
    if !written || text.parse::<Date>().is_err() {
        return Err(Invalid::new(field, "must be a date, YYYY-MM-DD"));
    }
    Ok(text.to_string())
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_is_one_of_the_calendar() {
        assert_eq!(day("until", "2024-02-29").as_deref(), Ok("2024-02-29"));
        for text in ["2023-02-29", "2024-13-01", "29/02/2024", "2024-2-29", "20240229", ""] {
            assert!(day("until", text).is_err(), "{text}");
        }
    }
}
