use std::cmp::Ordering;
use std::fmt;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone as Zone};

use super::Invalid;

/// How much of a timestamp was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
}

/// An HL7 timestamp (`YYYY[MM[DD[HH[MM[SS[.fff]]]]]][±ZZZZ]`) that keeps the precision and the
/// offset it came with. Without offset it is UTC, as all XDS dates are.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Timestamp {
    civil: DateTime,
    precision: Precision,
    offset: Option<Offset>,
}

impl Timestamp {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        parse(text).ok_or_else(|| {
            Invalid::new("", "must be an HL7 timestamp: YYYY[MM[DD[HH[MM[SS[.fff]]]]]][±ZZZZ]")
        })
    }

    /// An instant given as milliseconds since 1970-01-01T00:00:00Z.
    pub fn from_unix_millis(millis: i64) -> Result<Self, Invalid> {
        let instant = jiff::Timestamp::from_millisecond(millis)
            .map_err(|_| Invalid::new("", "is out of the range of years 1 to 9999"))?;
        let civil = Offset::UTC.to_datetime(instant);
        if !(1..=9999).contains(&civil.year()) {
            return Err(Invalid::new("", "is out of the range of years 1 to 9999"));
        }
        Ok(Timestamp { civil, precision: Precision::Millisecond, offset: Some(Offset::UTC) })
    }

    /// An RFC 3339 instant, such as `2026-03-02T08:30:00Z`.
    pub fn from_rfc3339(text: &str) -> Result<Self, Invalid> {
        let instant: jiff::Timestamp = text
            .parse()
            .map_err(|_| Invalid::new("", "must be an instant such as 2026-03-02T08:30:00Z"))?;
        Timestamp::from_unix_millis(instant.as_millisecond())
    }

    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The start of the period it names, as milliseconds since 1970-01-01T00:00:00Z.
    pub fn unix_millis(&self) -> i64 {
        let offset = self.offset.unwrap_or(Offset::UTC);
        // Years 1 to 9999 were checked when it was built: only an offset at the very edge fails.
        offset.to_timestamp(self.civil).map_or(i64::MIN, |instant| instant.as_millisecond())
    }

    /// The same instant, `millis` later.
    pub fn plus_millis(&self, millis: i64) -> Self {
        Timestamp::from_unix_millis(self.unix_millis().saturating_add(millis))
            .unwrap_or_else(|_| self.clone())
    }

    /// UTC, in HL7 form, at its own precision.
    pub fn hl7_utc(&self) -> String {
        let digits = match self.precision {
            Precision::Year | Precision::Month | Precision::Day => self.civil,
            _ => Offset::UTC.to_datetime(
                jiff::Timestamp::from_millisecond(self.unix_millis()).unwrap_or_default(),
            ),
        };
        let pattern = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y%m",
            Precision::Day => "%Y%m%d",
            Precision::Hour => "%Y%m%d%H",
            Precision::Minute => "%Y%m%d%H%M",
            Precision::Second | Precision::Millisecond => "%Y%m%d%H%M%S",
        };
        digits.strftime(pattern).to_string()
    }

    /// UTC with milliseconds, the form of SAML: `2026-03-02T08:30:00.000Z`.
    pub fn xml_utc(&self) -> String {
        let instant = jiff::Timestamp::from_millisecond(self.unix_millis()).unwrap_or_default();
        Offset::UTC.to_datetime(instant).strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
    }

    /// The day it falls on where the host is, for people to read: `02/03/2026`, `03/2026` or
    /// `2026`, as precise as it came. A date without time is the same date everywhere.
    pub fn local_date(&self, zone: &TimeZone) -> String {
        let local = self.local(zone);
        let pattern = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%m/%Y",
            _ => "%d/%m/%Y",
        };
        local.strftime(pattern).to_string()
    }

    /// Date and time where the host is: `02/03/2026 09:30`; the date alone where no time came.
    pub fn local_text(&self, zone: &TimeZone) -> String {
        match self.precision {
            Precision::Year | Precision::Month | Precision::Day => self.local_date(zone),
            Precision::Hour => self.local(zone).strftime("%d/%m/%Y %H h").to_string(),
            _ => self.local(zone).strftime("%d/%m/%Y %H:%M").to_string(),
        }
    }

    /// ISO 8601 where the host is, as precise as it came: `2026`, `2026-03-02`,
    /// `2026-03-02T09:30:00+01:00`.
    pub fn local_iso(&self, zone: &TimeZone) -> String {
        match self.precision {
            Precision::Year => self.civil.strftime("%Y").to_string(),
            Precision::Month => self.civil.strftime("%Y-%m").to_string(),
            Precision::Day => self.civil.strftime("%Y-%m-%d").to_string(),
            Precision::Hour => self.zoned(zone).strftime("%Y-%m-%dT%H%:z").to_string(),
            Precision::Minute => self.zoned(zone).strftime("%Y-%m-%dT%H:%M%:z").to_string(),
            Precision::Second => self.zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            Precision::Millisecond => {
                self.zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
            }
        }
    }

    /// The start of the day, `years` before this moment where the host is.
    pub fn years_before(&self, years: i16, zone: &TimeZone) -> Self {
        let today = self.local(zone).date();
        let day = today.saturating_sub(jiff::Span::new().years(i64::from(years.clamp(0, 9000))));
        let start = day.to_zoned(zone.0.clone()).map(|start| start.timestamp().as_millisecond());
        start
            .ok()
            .and_then(|at| Timestamp::from_unix_millis(at).ok())
            .unwrap_or_else(|| self.clone())
    }

    /// Full years from a date of birth to this moment where the host is.
    pub fn years_since(&self, birth: &DateOfBirth, zone: &TimeZone) -> i16 {
        let today = self.local(zone).date();
        let (year, month, day) = (birth.year, birth.month, birth.day);
        let had_birthday = (today.month(), today.day()) >= (month, day);
        today.year() - year - i16::from(!had_birthday)
    }

    fn zoned(&self, zone: &TimeZone) -> jiff::Zoned {
        let instant = jiff::Timestamp::from_millisecond(self.unix_millis()).unwrap_or_default();
        instant.to_zoned(zone.0.clone())
    }

    fn local(&self, zone: &TimeZone) -> DateTime {
        match self.precision {
            Precision::Year | Precision::Month | Precision::Day => self.civil,
            _ => self.zoned(zone).datetime(),
        }
    }
}

fn parse(text: &str) -> Option<Timestamp> {
    let (digits, offset) = match text.bytes().position(|b| matches!(b, b'+' | b'-' | b'Z')) {
        Some(at) => (text.get(..at)?, Some(parse_offset(text.get(at..)?)?)),
        None => (text, None),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole)
        || !fraction.is_none_or(|f| !f.is_empty() && f.len() <= 9 && all_digits(f))
    {
        return None;
    }
    let precision = match (whole.len(), fraction) {
        (4, None) => Precision::Year,
        (6, None) => Precision::Month,
        (8, None) => Precision::Day,
        (10, None) => Precision::Hour,
        (12, None) => Precision::Minute,
        (14, None) => Precision::Second,
        (14, Some(_)) => Precision::Millisecond,
        _ => return None,
    };
    let part =
        |from: usize, or: i16| whole.get(from..from + 2).map_or(Some(or), |p| p.parse().ok());
    let year: i16 = whole.get(..4)?.parse().ok()?;
    let nanos: i32 = match fraction {
        Some(fraction) => format!("{fraction:0<3}").get(..3)?.parse::<i32>().ok()? * 1_000_000,
        None => 0,
    };
    let field = |value: i16| i8::try_from(value).ok();
    let civil = DateTime::new(
        (year >= 1).then_some(year)?,
        field(part(4, 1)?)?,
        field(part(6, 1)?)?,
        field(part(8, 0)?)?,
        field(part(10, 0)?)?,
        field(part(12, 0)?)?,
        nanos,
    )
    .ok()?;
    Some(Timestamp { civil, precision, offset })
}

fn parse_offset(text: &str) -> Option<Offset> {
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = match text.get(1..)?.split_once(':') {
        Some((hours, minutes)) if hours.len() == 2 => format!("{hours}{minutes}"),
        Some(_) => return None,
        None => text.get(1..)?.to_string(),
    };
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = match digits.len() {
        2 => 0,
        4 => digits.get(2..)?.parse().ok()?,
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(())?;
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

/// By the start of the period named.
impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.unix_millis(), self.precision).cmp(&(other.unix_millis(), other.precision))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.hl7_utc())
    }
}

/// The time zone of the host, by its IANA name: `Europe/Paris`, `Indian/Reunion`.
#[derive(Debug, Clone)]
pub struct TimeZone(Zone);

impl TimeZone {
    pub fn new(name: &str) -> Result<Self, Invalid> {
        Zone::get(name)
            .map(TimeZone)
            .map_err(|_| Invalid::new("", "must be an IANA time zone name such as Europe/Paris"))
    }

    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }
}

/// A date of birth. The register holds incomplete ones: an unknown day or month is written 00
/// there and counted as the first here.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateOfBirth {
    year: i16,
    month: i8,
    day: i8,
    text: String,
}

impl DateOfBirth {
    /// `YYYYMMDD` or `YYYY-MM-DD`; day, or month and day, may be `00`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid =
            || Invalid::new("", "must be a date YYYY-MM-DD, with 00 for an unknown day or month");
        let compact: String = match text.len() {
            8 => text.to_string(),
            10 if text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-' => text.replace('-', ""),
            _ => return Err(invalid()),
        };
        if compact.len() != 8 || !compact.bytes().all(|b| b.is_ascii_digit()) {
            return Err(invalid());
        }
        let number = |from: usize, to: usize| compact[from..to].parse::<i16>().unwrap_or_default();
        let (year, month, day) = (number(0, 4), number(4, 6), number(6, 8));
        if month == 0 && day != 0 {
            return Err(invalid());
        }
        let (month, day) = (month.max(1) as i8, day.max(1) as i8);
        if year < 1800 || jiff::civil::Date::new(year, month, day).is_err() {
            return Err(invalid());
        }
        Ok(DateOfBirth { year, month, day, text: compact })
    }

    /// `YYYYMMDD`, unknown parts as `00`.
    pub fn hl7(&self) -> &str {
        &self.text
    }
}

/// Never shows the date, which helps to identify a person.
impl fmt::Debug for DateOfBirth {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("DateOfBirth(…)")
    }
}
