//! Content-Transfer-Encoding (RFC 2045 section 6).

use std::borrow::Cow;

use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{alphabet, Engine};

use super::MultipartProblem;

/// The bytes that an encoding stands for; without encoding, themselves.
pub(super) fn decode<'a>(
    encoding: Option<&str>,
    content: &'a [u8],
) -> Result<Cow<'a, [u8]>, MultipartProblem> {
    match encoding.unwrap_or_default() {
        "" | "binary" | "8bit" | "7bit" => Ok(Cow::Borrowed(content)),
        "base64" => base64(content).map(Cow::Owned),
        "quoted-printable" => quoted_printable(content).map(Cow::Owned),
        _ => Err(MultipartProblem::UnknownEncoding),
    }
}

/// Base64 with or without padding, white space anywhere; anything else is refused.
pub(in crate::wire) fn base64(text: &[u8]) -> Result<Vec<u8>, MultipartProblem> {
    const LENIENT: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
    let mut decoded = Vec::with_capacity(text.len() / 4 * 3);
    // Piece by piece, so that text without white space is never there twice.
    let mut piece = [0; 4096];
    let mut filled = 0;
    let mut decode = |piece: &[u8]| {
        // Padding ends the text: nothing may follow it.
        if decoded.len() % 3 != 0 && !piece.is_empty() {
            return Err(MultipartProblem::Base64);
        }
        BASE64.decode_vec(piece, &mut decoded).map_err(|_| MultipartProblem::Base64)
    };
    for byte in text.iter().filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
        piece[filled] = *byte;
        filled += 1;
        if filled == piece.len() {
            decode(&piece)?;
            filled = 0;
        }
    }
    decode(&piece[..filled])?;
    Ok(decoded)
}

fn quoted_printable(text: &[u8]) -> Result<Vec<u8>, MultipartProblem> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escaped)) = memchr::memchr(b'=', rest).map(|at| rest.split_at(at)) {
        decoded.extend_from_slice(plain);
        rest = match escaped {
            [_, b'\r', b'\n', rest @ ..] | [_, b'\n', rest @ ..] => rest,
            [_, high, low, rest @ ..] => {
                let byte = hexadecimal(*high, *low).ok_or(MultipartProblem::QuotedPrintable)?;
                decoded.push(byte);
                rest
            }
            // A soft line break before the end of the part.
            [_] => &[],
            _ => return Err(MultipartProblem::QuotedPrintable),
        };
    }
    decoded.extend_from_slice(rest);
    Ok(decoded)
}

/// The byte of two hexadecimal digits.
pub(super) fn hexadecimal(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::{base64, quoted_printable};

    #[test]
    fn base64_bears_white_space_and_refuses_rubbish() {
        for text in ["YWJjZGU=", " YW\r\n Jj\tZG\nU = ", "YWJjZGU"] {
            assert_eq!(base64(text.as_bytes()).unwrap(), b"abcde", "{text}");
        }
        assert_eq!(base64(b" \r\n").unwrap(), b"");
        for text in ["YWJjZ", "YW=JjZGU", "YWJjZGU=YWJj", "YWJjZGU-", "=", "YWJ\u{e9}", "YWJjZGX="]
        {
            assert!(base64(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn base64_longer_than_a_piece_is_whole_and_ends_once() {
        let text = "YWJj".repeat(3000);
        assert_eq!(base64(text.as_bytes()).unwrap(), "abc".repeat(3000).as_bytes());
        let padded = format!("{}YWI=", "YWJj".repeat(1023));
        assert_eq!(base64(padded.as_bytes()).unwrap().len(), 1023 * 3 + 2);
        assert!(base64(format!("{padded}YWJj").as_bytes()).is_err());
    }

    #[test]
    fn quoted_printable_is_decoded() {
        let text = b"a=3D=C3=a9 b=\r\nc=\nd\r\ne=";
        assert_eq!(quoted_printable(text).unwrap(), "a=\u{e9} bcd\r\ne".as_bytes());
        for text in ["=4", "=XY", "=\r"] {
            assert!(quoted_printable(text.as_bytes()).is_err(), "{text}");
        }
    }
}
