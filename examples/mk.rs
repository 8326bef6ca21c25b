use gainsay::model::*;
fn main() {
    let mut s = Stamp::of_number(1);
    let mut p = Project::begin(scheme::Scheme::claims_and_denials(), "anna", &mut s);
    for f in ["agency-report", "denial", "arabic", "german"] {
        let t = Text::import(&std::fs::read_to_string(format!("samples/{f}.txt")).unwrap());
        let title = t.as_str().lines().next().unwrap().to_string();
        let b = Block::guess(&t);
        let (st, _) = actions::add_article(
            &p,
            Details { title, outlet: "Ostrand".into(), date: "2026-03-06".into(), ..Default::default() },
            t,
            b,
            "x",
            &mut s,
        )
        .unwrap();
        p.apply(&st.transaction).unwrap();
    }
    std::fs::write("samples/mi6.ron", gainsay::store::write(&p)).unwrap();
}
