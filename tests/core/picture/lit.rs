//! What lights up with a choice, against a brute-force twin.

use std::collections::BTreeSet;

use proptest::prelude::*;
use throughline::model::{LinkId, Org, PartyId, PartyKind};
use throughline::picture::{Lit, Subject};

use super::fixtures::{config, org, random_org};

fn is_customer(org: &Org, id: &PartyId) -> bool {
    org.party(id).is_some_and(|party| party.kind == PartyKind::ExternalCustomer)
}

/// All links that lie on some walk that begins at `start`, goes from link to link, and never through an external customer.
fn walked(org: &Org, start: &PartyId, ends: impl Fn(&LinkId) -> (PartyId, PartyId)) -> BTreeSet<LinkId> {
    let mut reached = BTreeSet::new();
    loop {
        let more: Vec<LinkId> = org
            .links()
            .keys()
            .filter(|link| !reached.contains(*link))
            .filter(|link| {
                let (near, _) = ends(link);
                let comes_from = |other: &LinkId| {
                    let (_, far) = ends(other);
                    far == near && !is_customer(org, &far)
                };
                near == *start || reached.iter().any(comes_from)
            })
            .cloned()
            .collect();
        if more.is_empty() {
            return reached;
        }
        reached.extend(more);
    }
}

fn brute_force(org: &Org, start: &PartyId) -> BTreeSet<LinkId> {
    let mut links = walked(org, start, |link| (link.customer.clone(), link.supplier.clone()));
    if is_customer(org, start) {
        // What a customer hands in is lit, not what becomes of it.
        links.extend(org.links_from(start).map(|(link, _)| link.clone()));
    } else {
        links.extend(walked(org, start, |link| (link.supplier.clone(), link.customer.clone())));
    }
    links
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_party_lights_its_chain(org in random_org()) {
        for id in org.parties().keys() {
            let lit = Lit::chain(&org, &Subject::Party(id.clone())).expect("it is on the map");
            let links = brute_force(&org, id);
            let mut parties: BTreeSet<PartyId> =
                links.iter().flat_map(|link| [link.supplier.clone(), link.customer.clone()]).collect();
            parties.insert(id.clone());
            prop_assert_eq!(&lit.links, &links);
            prop_assert_eq!(&lit.parties, &parties);
        }
    }
}

#[test]
fn the_light_does_not_go_through_an_external_customer() {
    let org = org(
        "Light",
        "*Applicant
         Intake
         Permits
         Archive
         Printer",
        "Applicant > Intake | works
         Intake > Permits | works
         Permits > Applicant | works
         Printer > Permits | works
         Archive > Intake | works",
    );
    let lit = |subject: Subject| -> Vec<String> {
        let lit = Lit::chain(&org, &subject).expect("it is on the map");
        lit.links.iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        lit(Subject::Party("printer".into())),
        ["permits > applicant", "printer > permits"],
        "not on to Intake"
    );
    assert_eq!(
        lit(Subject::Link(LinkId::new("applicant", "intake"))),
        ["applicant > intake", "intake > permits", "permits > applicant"],
        "a form handed in is followed, but not what made it"
    );
    assert_eq!(Lit::chain(&org, &Subject::Party("nobody".into())), None);
    assert_eq!(Lit::chain(&org, &Subject::None), None);
}
