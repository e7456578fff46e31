/// What bytes are, told from the bytes alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// HL7 CDA R2.
    Cda,
    Pdf,
    Jpeg,
    Png,
    Gif,
    Tiff,
    Rtf,
    /// Text in some encoding, without control characters.
    Text,
    /// Anything else: other XML among them.
    Other,
}

/// How far from the start the header of a PDF may stand, as readers of PDF take it.
const PDF_HEADER_WITHIN: usize = 1024;

impl Format {
    /// Told from the bytes. XML that may be a CDA is `Other` until it is parsed.
    pub(super) fn of_bytes(bytes: &[u8]) -> Format {
        let start = &bytes[..bytes.len().min(PDF_HEADER_WITHIN)];
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Format::Jpeg,
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Format::Png,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Format::Gif,
            [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Format::Tiff,
            [b'{', b'\\', b'r', b't', b'f', ..] => Format::Rtf,
            [b'%', b'P', b'D', b'F', b'-', ..] => Format::Pdf,
            _ if is_xml(bytes) => Format::Other,
            _ if memchr::memmem::find(start, b"%PDF-").is_some() => Format::Pdf,
            _ if is_text(bytes) => Format::Text,
            _ => Format::Other,
        }
    }

    /// Of a file: text that looks like XML is text where it was announced as plain text.
    pub(super) fn of_file(bytes: &[u8], declared: &str) -> Format {
        match Format::of_bytes(bytes) {
            Format::Other
                if Format::of_media_type(declared) == Some(Format::Text) && is_text(bytes) =>
            {
                Format::Text
            }
            told => told,
        }
    }

    /// What a media type announces; None where it is none of these. XML announces a CDA.
    pub(super) fn of_media_type(declared: &str) -> Option<Format> {
        let name = declared.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        Some(match &*name {
            "text/xml" | "application/xml" | "application/xslt+xml" | "application/hl7-v3+xml" => {
                Format::Cda
            }
            "application/pdf" => Format::Pdf,
            "image/jpeg" | "image/jpg" => Format::Jpeg,
            "image/png" => Format::Png,
            "image/gif" => Format::Gif,
            "image/tiff" => Format::Tiff,
            "text/rtf" | "application/rtf" => Format::Rtf,
            "text/plain" => Format::Text,
            _ => return None,
        })
    }

    /// The media type of bytes of this format.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Cda => "text/xml",
            Format::Pdf => "application/pdf",
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Gif => "image/gif",
            Format::Tiff => "image/tiff",
            Format::Rtf => "application/rtf",
            Format::Text => "text/plain",
            Format::Other => "application/octet-stream",
        }
    }

    /// The usual ending of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Cda => "xml",
            Format::Pdf => "pdf",
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::Gif => "gif",
            Format::Tiff => "tif",
            Format::Rtf => "rtf",
            Format::Text => "txt",
            Format::Other => "bin",
        }
    }

    /// After “un fichier qui est”: `un PDF`, `une image JPEG`.
    pub fn french(self) -> &'static str {
        match self {
            Format::Cda => "un document CDA",
            Format::Pdf => "un PDF",
            Format::Jpeg => "une image JPEG",
            Format::Png => "une image PNG",
            Format::Gif => "une image GIF",
            Format::Tiff => "une image TIFF",
            Format::Rtf => "un texte RTF",
            Format::Text => "un texte brut",
            Format::Other => "d’un format non reconnu",
        }
    }

    /// Whether browsers show it as an image.
    pub(super) fn is_shown_image(self) -> bool {
        matches!(self, Format::Jpeg | Format::Png | Format::Gif)
    }
}

/// Whether bytes start as XML does, in any of the encodings the XML reader takes.
pub(super) fn is_xml(bytes: &[u8]) -> bool {
    let after_mark = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => rest,
        [0xFE, 0xFF, 0, b'<', ..] | [0xFF, 0xFE, b'<', 0, ..] => return true,
        [0, b'<', 0, ..] | [b'<', 0, _, 0, ..] => return true,
        _ => bytes,
    };
    let text = after_mark.trim_ascii_start();
    matches!(text, [b'<', b'?' | b'!' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.., ..])
}

/// Whether bytes are text: no control characters but white space. UTF-16 needs its mark.
fn is_text(bytes: &[u8]) -> bool {
    if matches!(bytes, [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..]) {
        return bytes.len().is_multiple_of(2);
    }
    let control = |b: &u8| *b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r' | 0x0C);
    !bytes.is_empty() && !bytes.iter().any(|b| control(b) || *b == 0x7F)
}

/// Width and height of an image that browsers show, from its first bytes; None where they cannot
/// be told.
pub(super) fn pixels(format: Format, bytes: &[u8]) -> Option<(u32, u32)> {
    let be32 = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let le16 = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?).into());
    match format {
        Format::Png => Some((be32(16)?, be32(20)?)),
        Format::Gif => Some((le16(6)?, le16(8)?)),
        Format::Jpeg => jpeg_pixels(bytes),
        _ => None,
    }
}

/// Of the frame header, which stands after other segments.
fn jpeg_pixels(bytes: &[u8]) -> Option<(u32, u32)> {
    let be16 = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // A fill byte.
            0xFF => at += 1,
            0x01 | 0xD0..=0xD8 => at += 2,
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Some((be16(at + 7)?.into(), be16(at + 5)?.into()));
            }
            0xD9 | 0xDA => return None,
            _ => at += 2 + usize::from(be16(at + 2)?.max(2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_what_they_are() {
        let cases: [(&[u8], Format); 12] = [
            (b"%PDF-1.7\n", Format::Pdf),
            (b"\0\0mail header\r\n%PDF-1.4", Format::Pdf),
            (b"\xFF\xD8\xFF\xE0", Format::Jpeg),
            (b"\x89PNG\r\n\x1A\n", Format::Png),
            (b"GIF89a", Format::Gif),
            (b"II*\0", Format::Tiff),
            (b"MM\0*", Format::Tiff),
            (b"{\\rtf1 a}", Format::Rtf),
            (b"Compte rendu\r\n", Format::Text),
            (b"\xE9t\xE9", Format::Text),
            (b"<svg onload='x'/>", Format::Other),
            (b"PK\x03\x04", Format::Other),
        ];
        for (bytes, format) in cases {
            assert_eq!(Format::of_bytes(bytes), format, "{bytes:?}");
        }
    }

    #[test]
    fn the_size_of_images_is_read_and_never_past_the_end() {
        let png = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x10\0\0\0\x20";
        let gif = b"GIF89a\x10\0\x20\0";
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xC0\0\x11\x08\0\x20\0\x10";
        for (format, bytes) in
            [(Format::Png, &png[..]), (Format::Gif, &gif[..]), (Format::Jpeg, &jpeg[..])]
        {
            assert_eq!(pixels(format, bytes), Some((16, 32)), "{format:?}");
            for end in 0..bytes.len() {
                assert_eq!(pixels(format, &bytes[..end]), None, "{format:?} cut at {end}");
            }
        }
    }
}
