//! Metadata by column: each distinct value once, numbered, and beside each row its numbers.

use std::collections::HashMap;
use std::hash::Hash;

use super::bits::Bits;

/// Lists of numbers, one after the other in one block.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Where each list ends; it starts where the one before ends.
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    pub fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.items.extend(list);
        self.ends.push(self.items.len() as u32);
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn of(&self, index: usize) -> &[u32] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]) as usize;
        &self.items[start..self.ends[index] as usize]
    }

    /// For each of `count` numbers, the lists that hold it.
    pub fn inverted(&self, count: usize) -> Lists {
        let of = (0..self.len()).flat_map(|list| {
            let items = self.of(list).iter();
            items.map(move |item| (*item, list as u32))
        });
        invert(count, of)
    }

    pub fn shrink(mut self) -> Self {
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
        self
    }
}

/// Lists the second of each pair under the first, which is below `count`, in their order.
pub(super) fn invert(count: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Lists {
    // The place where the next of each list goes; in the end, where each list ends.
    let mut places = vec![0_u32; count + 1];
    for (key, _) in pairs.clone() {
        places[key as usize + 1] += 1;
    }
    for index in 1..places.len() {
        places[index] += places[index - 1];
    }
    let mut items = vec![0; places[count] as usize];
    for (key, value) in pairs {
        items[places[key as usize] as usize] = value;
        places[key as usize] += 1;
    }
    places.pop();
    Lists { ends: places, items }
}

/// No value.
pub(super) const NONE: u32 = u32::MAX;

/// One attribute of all rows.
#[derive(Debug, Default)]
pub(super) struct Column {
    values: Values,
    /// The rows of each value.
    rows: Lists,
}

#[derive(Debug)]
enum Values {
    /// One value for each row, or [`NONE`].
    One(Vec<u32>),
    Many(Lists),
}

impl Default for Values {
    fn default() -> Self {
        Values::One(Vec::new())
    }
}

impl Column {
    /// The values of a row.
    pub fn of(&self, row: u32) -> &[u32] {
        match &self.values {
            Values::One(values) => match &values[row as usize] {
                &NONE => &[],
                value => std::slice::from_ref(value),
            },
            Values::Many(lists) => lists.of(row as usize),
        }
    }

    pub fn first(&self, row: u32) -> Option<u32> {
        self.of(row).first().copied()
    }

    /// The rows of a value, in order.
    pub fn rows(&self, value: u32) -> &[u32] {
        self.rows.of(value as usize)
    }

    /// Those of some rows that have one of these values.
    pub fn rows_with(&self, values: &Bits, within: &Bits) -> Bits {
        // Lists are read faster than rows are asked one by one, unless they are much longer.
        let most = 2 * within.count();
        let mut lengths = values.rows().map(|value| self.rows(value).len());
        let short = lengths.try_fold(0, |sum, len| Some(sum + len).filter(|sum| *sum <= most));
        if short.is_none() {
            return Bits::among(within, |row| self.of(row).iter().any(|value| values.has(*value)));
        }
        let mut found = Bits::like(within);
        for value in values.rows() {
            self.rows(value).iter().for_each(|row| found.set(*row));
        }
        found.and(within);
        found
    }

    /// How many distinct values there are.
    pub fn distinct(&self) -> usize {
        self.rows.len()
    }
}

/// Numbers the distinct values as they come.
pub(super) struct Interner<K> {
    known: HashMap<K, u32>,
    keys: Vec<K>,
}

impl<K: Hash + Eq + Clone> Interner<K> {
    pub fn new() -> Self {
        Interner { known: HashMap::new(), keys: Vec::new() }
    }

    pub fn number(&mut self, key: K) -> u32 {
        if let Some(number) = self.known.get(&key) {
            return *number;
        }
        let number = self.keys.len() as u32;
        self.keys.push(key.clone());
        self.known.insert(key, number);
        number
    }

    /// The number of a value that came before.
    pub fn known(&self, key: &K) -> Option<u32> {
        self.known.get(key).copied()
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The values, by number.
    pub fn into_keys(self) -> Vec<K> {
        self.keys
    }
}

/// The values of the rows as they are gathered.
#[derive(Default)]
pub(super) struct ColumnBuilder {
    lists: Lists,
    several: bool,
}

impl ColumnBuilder {
    /// The values of the next row; each counts once.
    pub fn push(&mut self, values: &[u32]) {
        let first = |index: usize, value: &u32| !values[..index].contains(value);
        let once = values.iter().enumerate().filter(|(index, value)| first(*index, value));
        self.lists.push(once.map(|(_, value)| *value));
        self.several |= values.len() > 1;
    }

    /// The column, with `distinct` values.
    pub fn build(self, distinct: usize) -> Column {
        let rows = self.lists.inverted(distinct);
        let values = match self.several {
            true => Values::Many(self.lists.shrink()),
            false => {
                let first = |row| self.lists.of(row).first().copied().unwrap_or(NONE);
                Values::One((0..self.lists.len()).map(first).collect())
            }
        };
        Column { values, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_values_point_to_each_other() {
        for rows in [vec![vec![1], vec![], vec![0], vec![1]], vec![vec![1, 0, 1], vec![], vec![1]]]
        {
            let mut builder = ColumnBuilder::default();
            rows.iter().for_each(|values: &Vec<u32>| builder.push(values));
            let column = builder.build(3);
            assert_eq!(column.distinct(), 3);
            for (row, values) in rows.iter().enumerate() {
                let row = row as u32;
                for value in 0..3 {
                    assert_eq!(values.contains(&value), column.of(row).contains(&value));
                    assert_eq!(values.contains(&value), column.rows(value).contains(&row));
                }
                assert_eq!(column.first(row), values.first().copied());
            }
        }
    }

    #[test]
    fn equal_values_have_one_number() {
        let mut interner = Interner::new();
        assert_eq!(["a", "b", "a"].map(|key| interner.number(key)), [0, 1, 0]);
        assert_eq!(interner.len(), 2);
        assert_eq!(interner.into_keys(), ["a", "b"]);
    }
}
