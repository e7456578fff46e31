//! Where a journal may stand: on a disk of this machine. The locks of network file systems cannot
//! be trusted, and the shared memory of WAL does not reach another machine.

use std::path::Path;

use crate::journal::StoreError;

/// Refuses a folder that stands on a network.
pub(super) fn check(file: &Path) -> Result<(), StoreError> {
    let folder = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // A link may lead elsewhere; on Windows a mapped letter turns out to be a share.
    let file = file.canonicalize();
    let whole = folder.canonicalize().map_err(|_| StoreError::CannotOpen)?;
    for place in file.iter().chain(std::iter::once(&whole)) {
        if is_share(&place.to_string_lossy()) {
            return Err(StoreError::NetworkFileSystem { kind: "a Windows share" });
        }
        if let Some(kind) = network(place)? {
            return Err(StoreError::NetworkFileSystem { kind });
        }
    }
    Ok(())
}

/// Whether a path of Windows leads to another machine: `\\server\share`, `\\?\UNC\server\share`.
fn is_share(path: &str) -> bool {
    let path = path.replace('/', "\\").to_ascii_uppercase();
    match path.strip_prefix("\\\\") {
        Some(rest) => {
            let device = rest.strip_prefix("?\\").or_else(|| rest.strip_prefix(".\\"));
            device.is_none_or(|device| device.starts_with("UNC\\"))
        }
        None => false,
    }
}

/// The network file system a path stands on, by its magic number (statfs).
#[cfg(target_os = "linux")]
fn network(place: &Path) -> Result<Option<&'static str>, StoreError> {
    let found = rustix::fs::statfs(place).map_err(|_| StoreError::CannotOpen)?;
    // The width of the number is the machine's; all magic numbers have 32 bits.
    Ok(named(found.f_type as u32))
}

#[cfg(not(target_os = "linux"))]
fn network(_place: &Path) -> Result<Option<&'static str>, StoreError> {
    Ok(None)
}

/// Magic numbers of file systems that other machines share, or that may: behind 9P and FUSE
/// anything can stand.
#[cfg(target_os = "linux")]
const NETWORK: &[(u32, &str)] = &[
    (0x0000_6969, "NFS"),
    (0x0000_517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB2"),
    (0x5346_414F, "AFS"),
    (0x6B41_4653, "AFS"),
    (0x7375_7245, "Coda"),
    (0x0000_564C, "NCP"),
    (0x0102_1997, "9P"),
    (0x6573_5546, "FUSE"),
    (0x00C3_6400, "Ceph"),
    (0x0116_1970, "GFS2"),
    (0x7461_636F, "OCFS2"),
    (0x0BD0_0BD0, "Lustre"),
    (0x4750_4653, "GPFS"),
    (0x1983_0326, "BeeGFS"),
    (0x786F_4256, "VirtualBox share"),
    (0xBACB_ACBC, "VMware share"),
];

#[cfg(target_os = "linux")]
fn named(magic: u32) -> Option<&'static str> {
    NETWORK.iter().find(|(number, _)| *number == magic).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_shares_are_told_from_disks() {
        for share in [
            r"\\serveur\dossiers\journal.db",
            r"//serveur/dossiers/journal.db",
            r"\\?\UNC\serveur\dossiers\journal.db",
            r"\\?\unc\serveur\dossiers\journal.db",
        ] {
            assert!(is_share(share), "{share}");
        }
        for disk in [
            r"C:\ProgramData\journal.db",
            r"\\?\C:\ProgramData\journal.db",
            "/var/lib/journal.db",
            "journal.db",
        ] {
            assert!(!is_share(disk), "{disk}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn network_file_systems_are_known_by_their_numbers() {
        for (magic, name) in [(0x6969, "NFS"), (0xFE53_4D42, "SMB2"), (0x6573_5546, "FUSE")] {
            assert_eq!(named(magic), Some(name));
        }
        // ext4, XFS, btrfs, tmpfs, overlay.
        for local in [0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0x794C_7630] {
            assert_eq!(named(local), None, "{local:x}");
        }
    }

    #[test]
    fn a_folder_that_is_not_there_cannot_be_opened() {
        let place = std::env::temp_dir().join("dmpkit-no-such-folder").join("journal.db");
        assert_eq!(check(&place), Err(StoreError::CannotOpen));
        assert_eq!(check(&std::env::temp_dir().join("journal.db")), Ok(()));
    }
}
