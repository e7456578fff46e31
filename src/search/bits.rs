/// A set of rows, one bit each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    pub fn none(len: usize) -> Self {
        Bits { words: vec![0; len.div_ceil(64)], len }
    }

    pub fn all(len: usize) -> Self {
        let mut bits = Bits { words: vec![u64::MAX; len.div_ceil(64)], len };
        bits.trim();
        bits
    }

    /// The rows for which something holds.
    /// Those of these rows.
    pub fn at(len: usize, rows: &[u32]) -> Self {
        let mut bits = Bits::none(len);
        rows.iter().for_each(|row| bits.set(*row));
        bits
    }

    pub fn of(len: usize, holds: impl Fn(usize) -> bool) -> Self {
        let word = |index: usize| {
            let rows = index * 64..len.min(index * 64 + 64);
            rows.fold(0, |word, row| word | (u64::from(holds(row)) << (row % 64)))
        };
        Bits { words: (0..len.div_ceil(64)).map(word).collect(), len }
    }

    pub fn set(&mut self, row: u32) {
        if let Some(word) = self.words.get_mut(row as usize / 64) {
            *word |= 1 << (row % 64);
        }
    }

    pub fn clear(&mut self, row: u32) {
        if let Some(word) = self.words.get_mut(row as usize / 64) {
            *word &= !(1 << (row % 64));
        }
    }

    pub fn has(&self, row: u32) -> bool {
        self.words.get(row as usize / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    pub fn and(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    pub fn or(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    pub fn not(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
    }

    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The rows of the set, in order.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                rest &= rest.checked_sub(1)?;
                Some(index as u32 * 64 + bit)
            })
        })
    }

    /// Nothing beyond the last row.
    fn trim(&mut self) {
        if let (Some(last), used @ 1..) = (self.words.last_mut(), self.len % 64) {
            *last &= (1 << used) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_in_order_and_nothing_lies_beyond_the_last() {
        for len in [0, 1, 63, 64, 65, 130] {
            let thirds = Bits::of(len, |row| row % 3 == 0);
            let expected: Vec<u32> = (0..len as u32).filter(|row| row % 3 == 0).collect();
            assert_eq!(thirds.rows().collect::<Vec<_>>(), expected);
            assert_eq!(thirds.count(), expected.len());
            let mut others = thirds.clone();
            others.not();
            assert_eq!(others.count(), len - expected.len());
            others.or(&thirds);
            assert_eq!(others, Bits::all(len));
            others.and(&Bits::none(len));
            assert_eq!(others.rows().next(), None);
        }
    }
}
