//! The scale of an axis.

/// From what is drawn to where it is drawn.
pub(super) struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// `from..to` onto `start..end`; a single value stands in the middle.
    pub(super) fn new(from: f64, to: f64, start: f64, end: f64) -> Self {
        let (from, to) = if from < to { (from, to) } else { (from - 1.0, from + 1.0) };
        Scale { from, to, start, end }
    }

    /// Values outside stand at the edge.
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        self.start + share * (self.end - self.start)
    }
}

/// Round numbers around `from..to`, three to seven of them, ends included; and their decimals.
pub(super) fn ticks(from: f64, to: f64) -> (Vec<f64>, usize) {
    let (from, to) = if from < to { (from, to) } else { (from - 1.0, from + 1.0) };
    let rough = (to - from) / 5.0;
    let power = rough.log10().floor();
    let unit = 10f64.powf(power);
    let step = [1.0, 2.0, 5.0, 10.0].map(|m| m * unit).into_iter().find(|s| *s >= rough);
    let step = step.unwrap_or(10.0 * unit);
    let first = (from / step).floor();
    let count = ((to / step).ceil() - first).clamp(1.0, 12.0) as usize;
    let ticks = (0..=count).map(|n| (first + n as f64) * step).collect();
    let decimals = if step < 1.0 { (-step.log10().floor()).clamp(0.0, 12.0) as usize } else { 0 };
    (ticks, decimals)
}

/// A number as the French write it.
pub(super) fn french(number: f64, decimals: usize) -> String {
    format!("{number:.decimals$}").replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_what_is_drawn() {
        assert_eq!(ticks(0.3, 4.2), (vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0], 0));
        assert_eq!(ticks(0.0, 0.5).1, 1);
        for (from, to) in [(0.0, 0.0), (5.0, 5.0), (-3.0, 12.0), (1e-9, 2e-9), (1e11, 9e11)] {
            let (ticks, _) = ticks(from, to);
            assert!(ticks.len() <= 13 && ticks[0] <= from, "{from} {to} {ticks:?}");
            assert!(*ticks.last().unwrap() >= to, "{from} {to} {ticks:?}");
        }
    }
}
