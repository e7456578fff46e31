//! A key object selection (KOS): the DICOM file that leads from a record to the images of a
//! study. The least a reader needs: which object it is, and of which study.

const KEY_OBJECTS: &str = "1.2.840.10008.5.1.4.1.1.88.59";
const EXPLICIT_LITTLE_ENDIAN: &str = "1.2.840.10008.1.2.1";

/// The bytes of the file (DICOM PS3.10).
pub(super) fn key_objects(instance: &str, study: &str, accession: &str) -> Vec<u8> {
    let mut meta = Vec::new();
    element(&mut meta, (0x0002, 0x0002), "UI", KEY_OBJECTS);
    element(&mut meta, (0x0002, 0x0003), "UI", instance);
    element(&mut meta, (0x0002, 0x0010), "UI", EXPLICIT_LITTLE_ENDIAN);
    element(&mut meta, (0x0002, 0x0012), "UI", "2.999.40");
    let mut file = vec![0; 128];
    file.extend_from_slice(b"DICM");
    file.extend_from_slice(&[2, 0, 0, 0, b'U', b'L', 4, 0]);
    file.extend_from_slice(&u32::try_from(meta.len()).unwrap_or_default().to_le_bytes());
    file.extend_from_slice(&meta);
    element(&mut file, (0x0008, 0x0016), "UI", KEY_OBJECTS);
    element(&mut file, (0x0008, 0x0018), "UI", instance);
    element(&mut file, (0x0008, 0x0050), "SH", accession);
    element(&mut file, (0x0008, 0x0060), "CS", "KO");
    element(&mut file, (0x0020, 0x000D), "UI", study);
    element(&mut file, (0x0020, 0x000E), "UI", &format!("{study}.1"));
    file
}

/// A short text; identifiers are made even with a NUL, other texts with a space.
fn element(out: &mut Vec<u8>, tag: (u16, u16), kind: &str, text: &str) {
    let odd = text.len() % 2;
    let length = u16::try_from(text.len() + odd).unwrap_or_default();
    out.extend_from_slice(&tag.0.to_le_bytes());
    out.extend_from_slice(&tag.1.to_le_bytes());
    out.extend_from_slice(kind.as_bytes());
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(text.as_bytes());
    if odd == 1 {
        out.push(if kind == "UI" { 0 } else { b' ' });
    }
}
