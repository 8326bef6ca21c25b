use proptest::prelude::*;

use super::*;

const REPLACEMENT: char = '\u{FFFD}';

/// Encodes a text as an editor would save it.
fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let units = || text.encode_utf16();
    if encoding == Encoding::UTF_16LE {
        return units().flat_map(u16::to_le_bytes).collect();
    }
    if encoding == Encoding::UTF_16BE {
        return units().flat_map(u16::to_be_bytes).collect();
    }
    let (bytes, _, unfit) = encoding.0.encode(text);
    assert!(!unfit, "{encoding} has no place for some of: {text}");
    bytes.into_owned()
}

fn named(name: &str) -> Encoding {
    Encoding::named(name).unwrap()
}

const GERMAN: &str = "Behörde bestätigt Lücke im Damm\n\nDie Behörde räumte am Freitag ein, dass der Damm südlich von Größen „nicht überall“ geprüft wurde. Ein Sprecher sagte, für die Bevölkerung bestehe keine Gefahr. Zwei Ingenieure, die ungenannt bleiben möchten, widersprachen: Die Prüfer hätten das längst gewusst.\n";
const FRENCH: &str = "Le préfet dément toute négligence\n\n« Rien n’a été caché », a déclaré le préfet à l’issue de la réunion. Les élus de la vallée, eux, réclament depuis l’été dernier une enquête indépendante sur l’état des digues. Où sont passés les crédits votés ? La région, sollicitée, n’a pas répondu à nos questions.\n";
const POLISH: &str = "Ministerstwo zaprzecza doniesieniom\n\nRzecznik oświadczył, że żadna z zapór nie była zagrożona, choć mieszkańcy już w październiku zgłaszali pęknięcia. Według dwóch inżynierów kierownictwo wiedziało o usterkach, lecz zwlekało z naprawą. Wójt gminy powiedział, że dowiedział się o tym z gazet.\n";
const RUSSIAN: &str = "Ведомство опровергло сообщения\n\nПредставитель ведомства заявил в пятницу, что плотина безопасна и трещин на ней нет. Двое инженеров, пожелавших остаться неназванными, утверждают обратное: по их словам, руководство знало о повреждениях ещё весной. Мэр города сказал, что узнал обо всём из газет.\n";
const ARABIC: &str = "الوزارة تنفي التقرير\n\nقال متحدث باسم الوزارة يوم الجمعة إن السد آمن ولا توجد فيه أي شقوق. وأكد مهندسان طلبا عدم ذكر اسميهما أن الإدارة كانت على علم بالأضرار منذ الربيع الماضي. وقال رئيس البلدية إنه عرف بالأمر من الصحف، ورفض التعليق على ما جاء في التقرير.\n";
const GREEK: &str = "Το υπουργείο διαψεύδει\n\nΟ εκπρόσωπος δήλωσε την Παρασκευή ότι το φράγμα είναι ασφαλές και ότι δεν υπάρχουν ρωγμές. Δύο μηχανικοί που ζήτησαν να μην κατονομαστούν υποστηρίζουν το αντίθετο: η διοίκηση γνώριζε για τις ζημιές από την άνοιξη.\n";
const HEBREW: &str = "המשרד מכחיש את הידיעה\n\nדובר המשרד אמר ביום שישי כי הסכר בטוח ואין בו סדקים. שני מהנדסים שביקשו להישאר בעילום שם טענו ההפך: לדבריהם ההנהלה ידעה על הנזקים כבר באביב. ראש העיר אמר שנודע לו על כך מן העיתונים.\n";
const CHINESE: &str = "水利局否认报道\n\n水利局发言人星期五表示，大坝是安全的，没有发现任何裂缝。两名不愿透露姓名的工程师却说，管理部门早在春天就知道这些损坏。市长说，他是从报纸上得知这件事的，并拒绝对报道发表评论。\n";
const TRADITIONAL: &str = "水利局否認報導\n\n水利局發言人星期五表示，大壩是安全的，沒有發現任何裂縫。兩名不願透露姓名的工程師卻說，管理部門早在春天就知道這些損壞。市長說，他是從報紙上得知這件事的，並拒絕對報導發表評論。\n";
const JAPANESE: &str = "省庁、報道を否定\n\n広報担当者は金曜日、ダムは安全であり、ひび割れは見つかっていないと述べた。匿名を希望した二人の技術者は、管理部門が春の時点で損傷を把握していたと話している。市長は新聞で初めて知ったと語り、コメントを避けた。\n";
const KOREAN: &str = "부처, 보도 내용 부인\n\n대변인은 금요일 댐이 안전하며 균열은 발견되지 않았다고 밝혔다. 이름을 밝히기를 거부한 기술자 두 명은 관리 부서가 이미 봄에 손상을 알고 있었다고 말했다. 시장은 신문을 보고 알았다며 언급을 피했다.\n";
const MIXED: &str = "Der Sprecher sagte: «السد آمن»، und die Zeitung 人民日报 schrieb „安全的“.\nGrüße 🙂\n";

#[test]
fn articles_are_found_in_the_encodings_of_their_regions() {
    let cases = [
        (GERMAN, "Windows-1252"),
        (FRENCH, "Windows-1252"),
        (POLISH, "Windows-1250"),
        (POLISH, "ISO-8859-2"),
        (RUSSIAN, "Windows-1251"),
        (RUSSIAN, "KOI8-U"),
        (RUSSIAN, "IBM866"),
        (ARABIC, "Windows-1256"),
        (GREEK, "Windows-1253"),
        (HEBREW, "Windows-1255"),
        (CHINESE, "GB18030"),
        (TRADITIONAL, "Big5"),
        (JAPANESE, "Shift_JIS"),
        (JAPANESE, "EUC-JP"),
        (JAPANESE, "ISO-2022-JP"),
        (KOREAN, "EUC-KR"),
    ];
    for (text, name) in cases {
        let bytes = encoded(text, named(name));
        assert_eq!(detect(&bytes), Taken { encoding: named(name), why: Why::Letters }, "{text}");
        assert_eq!(decode(&bytes, named(name)), Decoded { text: text.to_owned(), lost: None });
    }
}

#[test]
fn what_a_file_says_of_itself_is_certain() {
    let marked = |mark: &[u8], encoding| [mark, &encoded(MIXED, encoding)].concat();
    let cases = [
        (marked(b"\xEF\xBB\xBF", Encoding::UTF_8), Encoding::UTF_8, Why::Mark),
        (marked(b"\xFF\xFE", Encoding::UTF_16LE), Encoding::UTF_16LE, Why::Mark),
        (marked(b"\xFE\xFF", Encoding::UTF_16BE), Encoding::UTF_16BE, Why::Mark),
        (MIXED.as_bytes().to_vec(), Encoding::UTF_8, Why::Valid),
    ];
    for (bytes, encoding, why) in cases {
        assert_eq!(detect(&bytes), Taken { encoding, why });
        assert!(why.is_certain());
        assert_eq!(decode(&bytes, encoding), Decoded { text: MIXED.to_owned(), lost: None });
    }
    assert_eq!(detect(b"plain"), Taken { encoding: Encoding::UTF_8, why: Why::Ascii });
    assert_eq!(detect(b"a \x1B[1mbold\x1B[0m word").why, Why::Ascii, "colours of a terminal are no Japanese");
    assert_eq!(detect(b"").why, Why::Ascii);
}

#[test]
fn utf16_without_a_mark_is_found_by_its_pairs() {
    for encoding in [Encoding::UTF_16LE, Encoding::UTF_16BE] {
        for text in [MIXED, GERMAN, RUSSIAN, ARABIC, HEBREW, CHINESE, JAPANESE, KOREAN, "Ja.", "安全。\n"] {
            let bytes = encoded(text, encoding);
            assert_eq!(detect(&bytes), Taken { encoding, why: Why::Pairs }, "{text}");
            assert_eq!(decode(&bytes, encoding).text, text);
        }
    }
    // Small numbers in pairs of bytes, as in sound, are none.
    let sound: Vec<u8> = (0..2000_u16).flat_map(|at| (at * 7 % 32).to_le_bytes()).collect();
    assert_ne!(detect(&sound).why, Why::Pairs);
}

#[test]
fn few_letters_make_an_unsure_guess() {
    assert_eq!(detect(b"Gr\xFC\xDFe"), Taken { encoding: named("Windows-1252"), why: Why::FewLetters });
    assert!(!Why::FewLetters.is_certain() && !Why::Letters.is_certain() && !Why::Pairs.is_certain());
}

#[test]
fn what_cannot_be_decoded_is_counted_and_placed() {
    let text = "Erste Zeile\r\nZweite: Größe, Öl, Übel, Äste, Ähre, Öfen, Öse, Übung, Möbel, Höhe, Bär\r\n".as_bytes();
    let mut damaged = text.to_vec();
    damaged[14] = 0xFF;
    assert_eq!(detect(&damaged), Taken { encoding: Encoding::UTF_8, why: Why::Damaged });
    let decoded = decode(&damaged, Encoding::UTF_8);
    let lost = decoded.lost.unwrap();
    assert_eq!((lost.count, lost.line, &decoded.text[lost.at..][..3]), (1, 2, "\u{FFFD}"));
    // Cut off inside the last character.
    let cut = &"Schlusswort von Frau Größe é".as_bytes()[..29];
    assert!(std::str::from_utf8(cut).is_ok());
    let cut = &"Schlusswort von Frau Größe é".as_bytes()[..30];
    assert_eq!(detect(cut), Taken { encoding: Encoding::UTF_8, why: Why::Damaged });
    assert_eq!(decode(cut, Encoding::UTF_8).lost, Some(Lost { count: 1, at: 29, line: 1 }));
    for (text, name) in [(CHINESE, "GB18030"), (JAPANESE, "Shift_JIS"), (KOREAN, "EUC-KR"), (TRADITIONAL, "Big5")] {
        let whole = encoded(text.trim_end(), named(name));
        // The full stop of Korean is one byte.
        let cut = &whole[..whole.len() - if name == "EUC-KR" { 2 } else { 1 }];
        assert_eq!(detect(cut).encoding, named(name));
        assert_eq!(decode(cut, named(name)).lost.map(|lost| (lost.count, lost.line)), Some((1, 3)), "{name}");
    }
    let pairs = encoded(GERMAN, Encoding::UTF_16LE);
    let cut = &pairs[..pairs.len() - 1];
    assert_eq!(detect(cut).encoding, Encoding::UTF_16LE);
    assert_eq!(decode(cut, Encoding::UTF_16LE).lost.map(|lost| lost.count), Some(1));
    // A replacement character that stands in the file is nothing lost.
    assert_eq!(decode("a\u{FFFD}".as_bytes(), Encoding::UTF_8).lost, None);
}

#[test]
fn line_ends_become_one_and_nothing_else_changes() {
    let kept = "a\u{2028}b\u{2029}c\u{B}d\u{C}e\u{85}f\te\u{301}\u{A0}";
    assert_eq!(decode(kept.as_bytes(), Encoding::UTF_8).text, kept);
    assert_eq!(decode(b"a\r\nb\rc\n\r\n\rd", Encoding::UTF_8).text, "a\nb\nc\n\n\nd");
    let marked = "\u{feff}\u{feff}a\r\n";
    assert_eq!(decode(marked.as_bytes(), Encoding::UTF_8).text, "\u{feff}a\n", "only the mark goes");
    assert_eq!(decode(b"\xEF\xBB\xBFa", named("Windows-1252")).text, "ï»¿a", "the mark of another encoding stays");
}

#[test]
fn each_encoding_is_offered_once_and_found_by_its_names() {
    let mut shown: Vec<String> = Encoding::all().map(|encoding| encoding.to_string()).collect();
    assert_eq!(shown[3], "Western European (Windows-1252)");
    shown.sort();
    shown.dedup();
    assert_eq!(shown.len(), Encoding::all().len());
    for encoding in Encoding::all() {
        assert_eq!(Encoding::named(&encoding.code().to_lowercase()), Some(encoding), "{encoding}");
        assert_eq!(Encoding::named(encoding.0.name()), Some(encoding));
    }
    for (name, code) in
        [("gbk", "GB18030"), ("latin1", "Windows-1252"), ("cp1251", "Windows-1251"), (" sjis ", "Shift_JIS")]
    {
        assert_eq!(Encoding::named(name).map(Encoding::code), Some(code));
    }
    for name in ["", "klingon", "replacement", "x-user-defined", "iso-2022-kr"] {
        assert_eq!(Encoding::named(name), None, "{name}");
    }
}

fn any_encoding() -> impl Strategy<Value = Encoding> {
    (0..Encoding::all().len()).prop_map(|at| Encoding::all().nth(at).unwrap())
}

proptest! {
    #[test]
    fn any_bytes_decode_in_any_encoding(bytes in proptest::collection::vec(any::<u8>(), 0..400), encoding in any_encoding()) {
        let _ = detect(&bytes);
        let decoded = decode(&bytes, encoding);
        prop_assert!(!decoded.text.contains('\r'));
        if let Some(lost) = decoded.lost {
            prop_assert!(decoded.text[lost.at..].starts_with(REPLACEMENT));
            prop_assert!(decoded.text.matches(REPLACEMENT).count() >= lost.count);
            prop_assert_eq!(lost.line, decoded.text[..lost.at].matches('\n').count() + 1);
        }
    }

    #[test]
    fn any_text_in_utf8_comes_back(text in "[^\r\0\u{1B}\u{feff}]{0,80}") {
        let taken = detect(text.as_bytes());
        prop_assert_eq!(taken.encoding, Encoding::UTF_8);
        prop_assert_eq!(decode(text.as_bytes(), Encoding::UTF_8), Decoded { text, lost: None });
    }

    #[test]
    fn the_shortest_texts_in_utf8_come_back(text in "[0-2\u{1}\u{2}]{1,4}") {
        prop_assert_eq!(detect(text.as_bytes()).encoding, Encoding::UTF_8);
    }

    #[test]
    fn any_text_in_utf16_with_a_mark_comes_back(text in "[^\r]{0,80}", big in any::<bool>()) {
        let encoding = if big { Encoding::UTF_16BE } else { Encoding::UTF_16LE };
        let bytes = encoded(&format!("\u{feff}{text}"), encoding);
        prop_assert_eq!(detect(&bytes), Taken { encoding, why: Why::Mark });
        prop_assert_eq!(decode(&bytes, encoding), Decoded { text, lost: None });
    }

    #[test]
    fn sentences_of_mixed_scripts_are_found_in_utf16_without_a_mark(
        words in proptest::collection::vec(prop_oneof!["[a-zäöüß]{2,9}", "[\u{628}-\u{63a}]{2,8}", "[\u{4e00}-\u{9fa5}]{1,6}"], 3..40),
        big in any::<bool>(),
    ) {
        let text = words.join(" ") + ".\n";
        let encoding = if big { Encoding::UTF_16BE } else { Encoding::UTF_16LE };
        let bytes = encoded(&text, encoding);
        prop_assert_eq!(detect(&bytes).encoding, encoding);
        prop_assert_eq!(decode(&bytes, encoding).text, text);
    }
}
