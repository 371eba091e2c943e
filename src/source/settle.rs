//! Which of the attributions inside others stand: those of another speaker than the one who tells of them.

use std::collections::BTreeMap;

use super::Source;
use crate::attribution::Attribution;
use crate::id::AttributionId;

/// Drops attributions inside others' content without a speaker, or with the one who tells of them, and lists the rest with
/// their sources.
pub(super) fn settle(sources: &mut [Source<'_>], attributions: &mut Vec<Attribution<'_>>) {
    let dropped = |attribution: &Attribution<'_>, all: &[Attribution<'_>]| {
        let teller = attribution.via.and_then(|id| all.get(id.index())).and_then(|it| it.speaker);
        attribution.level > 0 && (attribution.speaker.is_none() || attribution.speaker == teller)
    };
    let drops: Vec<bool> = attributions.iter().map(|it| dropped(it, attributions)).collect();
    let mut places: Vec<usize> = Vec::with_capacity(drops.len());
    let mut kept = 0;
    for &drop in &drops {
        places.push(kept);
        kept += usize::from(!drop);
    }
    // What lay in one that is dropped lies in the one around that.
    let vias: Vec<Option<AttributionId>> = attributions.iter().map(|it| it.via).collect();
    let settled = |mut via: Option<AttributionId>| {
        for _ in 0..8 {
            let id = via?.index();
            if !drops.get(id).copied().unwrap_or(false) {
                return places.get(id).copied().map(AttributionId::new);
            }
            via = vias.get(id).copied().flatten();
        }
        None
    };
    for attribution in attributions.iter_mut() {
        attribution.via = settled(attribution.via);
    }
    let mut drops = drops.into_iter();
    attributions.retain(|_| !drops.next().unwrap_or(false));
    let mut nested: BTreeMap<usize, Vec<AttributionId>> = BTreeMap::new();
    let levels: Vec<u8> = (0..attributions.len()).map(|at| level(at, attributions)).collect();
    for (place, (attribution, level)) in attributions.iter_mut().zip(levels).enumerate() {
        if attribution.level == 0 {
            continue;
        }
        attribution.level = level;
        if let Some(speaker) = attribution.speaker {
            nested.entry(speaker.index()).or_default().push(AttributionId::new(place));
        }
    }
    for (place, source) in sources.iter_mut().enumerate() {
        source.nested = nested.remove(&place).unwrap_or_default();
    }
}

/// In how many others' content the attribution at `place` lies.
fn level(place: usize, attributions: &[Attribution<'_>]) -> u8 {
    let mut at = place;
    let mut level = 0;
    while let Some(attribution) = attributions.get(at).filter(|it| it.level > 0 && level < 8) {
        level += 1;
        let Some(via) = attribution.via else { break };
        at = via.index();
    }
    level
}
