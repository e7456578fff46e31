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

    /// None of as many rows.
    pub fn like(other: &Bits) -> Self {
        Bits::none(other.len)
    }

    pub fn all(len: usize) -> Self {
        let mut bits = Bits { words: vec![u64::MAX; len.div_ceil(64)], len };
        bits.trim();
        bits
    }

    /// Those of some rows for which something holds.
    pub fn among(rows: &Bits, holds: impl Fn(u32) -> bool) -> Self {
        let mut words = rows.words.clone();
        for (index, word) in words.iter_mut().enumerate().filter(|(_, word)| **word != 0) {
            let mut rest = *word;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                *word &= !(u64::from(!holds(index as u32 * 64 + bit)) << bit);
            }
        }
        Bits { words, len: rows.len }
    }

    /// Those of these rows.
    pub fn at(len: usize, rows: &[u32]) -> Self {
        let mut bits = Bits::none(len);
        rows.iter().for_each(|row| bits.set(*row));
        bits
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

    /// Keeps what the other has too; where it is of fewer rows, it has none beyond.
    pub fn and(&mut self, other: &Bits) {
        let others = other.words.iter().chain(std::iter::repeat(&0));
        self.words.iter_mut().zip(others).for_each(|(word, other)| *word &= other);
    }

    pub fn or(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Takes the others away.
    pub fn and_not(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
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
            let thirds = Bits::among(&Bits::all(len), |row| row % 3 == 0);
            let expected: Vec<u32> = (0..len as u32).filter(|row| row % 3 == 0).collect();
            assert_eq!(thirds.rows().collect::<Vec<_>>(), expected);
            assert_eq!(thirds.count(), expected.len());
            let mut others = Bits::all(len);
            others.and_not(&thirds);
            assert_eq!(others.count(), len - expected.len());
            others.or(&thirds);
            assert_eq!(others, Bits::all(len));
            others.and(&Bits::none(len));
            assert!(others.is_empty());
            let mut more = Bits::all(len + 64);
            more.and(&Bits::all(len));
            assert_eq!(more.count(), len);
        }
    }
}
