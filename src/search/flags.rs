//! What is either so or not so of a document.

use super::{Readable, Setting};
use crate::record::DocumentEntry;

/// One bit for each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flags(u16);

impl Flags {
    pub const MASKED: Flags = Flags(1);
    pub const INVISIBLE_TO_PATIENT: Flags = Flags(1 << 1);
    pub const INVISIBLE_TO_REPRESENTATIVES: Flags = Flags(1 << 2);
    pub const RESTRICTED: Flags = Flags(0b111);
    pub const FROM_PATIENT: Flags = Flags(1 << 3);
    pub const BY_ME: Flags = Flags(1 << 4);
    pub const BY_MY_STRUCTURE: Flags = Flags(1 << 5);
    pub const SIGNATURE: Flags = Flags(1 << 6);
    pub const DOUBT: Flags = Flags(1 << 7);
    const READABLE: Flags = Flags(1 << 8);
    const UNREADABLE: Flags = Flags(1 << 9);

    /// Whether one of these is set.
    pub fn has(self, flags: Flags) -> bool {
        self.0 & flags.0 != 0
    }

    pub fn readable(self) -> Readable {
        match (self.has(Flags::READABLE), self.has(Flags::UNREADABLE)) {
            (true, _) => Readable::Yes,
            (_, true) => Readable::No,
            _ => Readable::Unknown,
        }
    }
}

/// What is known of the one who searches.
pub(super) struct Known<'a> {
    pub setting: &'a Setting,
}

impl Known<'_> {
    pub fn flags(&self, entry: &DocumentEntry) -> Flags {
        let readable = self.setting.readable(entry);
        let all = [
            (Flags::MASKED, entry.is_masked()),
            (Flags::INVISIBLE_TO_PATIENT, entry.is_invisible_to_patient()),
            (Flags::INVISIBLE_TO_REPRESENTATIVES, entry.is_invisible_to_representatives()),
            (Flags::FROM_PATIENT, entry.is_from_patient()),
            (Flags::BY_ME, self.by_me(entry)),
            (Flags::BY_MY_STRUCTURE, self.by_my_structure(entry)),
            (Flags::SIGNATURE, entry.is_signature()),
            (Flags::DOUBT, !entry.doubts.is_empty()),
            (Flags::READABLE, readable == Readable::Yes),
            (Flags::UNREADABLE, readable == Readable::No),
        ];
        let set = all.iter().filter(|(_, holds)| *holds);
        Flags(set.fold(0, |flags, (flag, _)| flags | flag.0))
    }

    fn by_me(&self, entry: &DocumentEntry) -> bool {
        let persons = || entry.authors.iter().flat_map(|author| &author.persons);
        self.setting.professional_id.as_ref().is_some_and(|me| persons().any(|who| who.id() == me))
    }

    fn by_my_structure(&self, entry: &DocumentEntry) -> bool {
        let structures = || entry.authors.iter().flat_map(|author| &author.institutions);
        let mine = self.setting.structure_id.as_ref();
        mine.is_some_and(|mine| structures().any(|structure| structure.id() == mine))
    }
}
