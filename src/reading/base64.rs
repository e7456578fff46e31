//! Base64 of RFC 4648, as files stand inside a CDA: with line breaks, with or without padding.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const NONE: u8 = 0xFF;
const SPACE: u8 = 0xFE;
const PAD: u8 = 0xFD;

/// What each byte stands for.
static VALUES: [u8; 256] = values();

const fn values() -> [u8; 256] {
    let mut values = [NONE; 256];
    let mut at = 0;
    while at < 64 {
        values[ALPHABET[at] as usize] = at as u8;
        at += 1;
    }
    values[b' ' as usize] = SPACE;
    values[b'\t' as usize] = SPACE;
    values[b'\n' as usize] = SPACE;
    values[b'\r' as usize] = SPACE;
    values[b'=' as usize] = PAD;
    values
}

/// None where it is no base64: another character, text after the padding, a digit alone.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let (mut bits, mut held, mut padded) = (0u32, 0u32, false);
    for byte in text.bytes() {
        match VALUES[usize::from(byte)] {
            SPACE => {}
            PAD => padded = true,
            NONE => return None,
            _ if padded => return None,
            value => {
                bits = bits << 6 | u32::from(value);
                held += 6;
                if held >= 8 {
                    held -= 8;
                    bytes.push((bits >> held) as u8);
                    bits &= (1 << held) - 1;
                }
            }
        }
    }
    (held < 6).then_some(bytes)
}

/// On one line, padded.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            match place <= group.len() {
                true => text.push(char::from(ALPHABET[(bits >> (18 - 6 * place) & 63) as usize])),
                false => text.push('='),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_agrees_with_rfc_4648() {
        let pairs = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, coded) in pairs {
            assert_eq!(encode(plain.as_bytes()), coded);
            assert_eq!(decode(coded).as_deref(), Some(plain.as_bytes()));
            assert_eq!(decode(coded.trim_end_matches('=')).as_deref(), Some(plain.as_bytes()));
        }
    }

    #[test]
    fn white_space_is_skipped_and_anything_else_refused() {
        assert_eq!(decode(" Zm9v\r\n\tYmFy ").as_deref(), Some(&b"foobar"[..]));
        for wrong in ["Zm9v!", "Zm=9v", "Z", "Zm9vY", "Zm9\u{E9}", "Zm-_"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
