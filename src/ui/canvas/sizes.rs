//! Things of one kind are named in one size.
//!
//! Deliberately absent: what fits where; see `lettering` and `gathered`.

/// What fits in less than this share of the usual size does not make the others smaller.
const MUCH_SMALLER: f32 = 0.7;

/// One size for things of one kind: the smallest that they allow, but for those that are much smaller than most.
pub(super) fn one_size(sizes: impl Iterator<Item = f32>) -> f32 {
    let mut sizes: Vec<f32> = sizes.collect();
    sizes.sort_by(f32::total_cmp);
    let most = sizes.get(sizes.len() / 2).copied().unwrap_or(f32::INFINITY);
    sizes.into_iter().find(|size| *size >= most * MUCH_SMALLER).unwrap_or(f32::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::one_size;

    #[test]
    fn things_of_a_kind_have_one_size_but_for_the_odd_one() {
        assert_eq!(one_size([11.0, 10.0, 8.0, 11.0].into_iter()), 8.0);
        assert_eq!(one_size([11.0, 10.0, 7.0, 11.0].into_iter()), 10.0);
        assert_eq!(one_size(std::iter::empty()), f32::INFINITY);
    }
}
