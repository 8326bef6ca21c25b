//! Lists how newspapers say who wrote an article and that others may be read, by language.
//!
//! Words are a last resort: what a page's elements are called, and where links stand, is looked at first. They are in
//! small letters; a word is only one where a space, a colon or the like stands behind it, unless its script has no
//! spaces.

type Words = &'static [&'static str];

/// What newspapers of a language write.
struct Phrases {
    /// What stands before an author's name.
    by: Words,
    /// What stands behind it.
    behind: Words,
    /// How lines begin that lead to other articles.
    related: Words,
}

/// Makes a row of the table. The language's code (ISO 639-1) is there for whoever adds to it.
const fn phrases(_language: &str, by: Words, behind: Words, related: Words) -> Phrases {
    Phrases { by, behind, related }
}

#[rustfmt::skip]
const ALL: [Phrases; 31] = [
    phrases("en", &["by", "written by", "words by", "story by", "text:"], &[], &["read more", "read also", "also read",
        "see also", "read next", "related", "more on", "more:", "watch:", "listen:", "recommended:", "further reading"]),
    phrases("de", &["von", "text:", "ein bericht von", "eine analyse von", "ein kommentar von"], &[], &[
        "lesen sie", "lies auch", "mehr zum thema", "auch interessant", "lesetipp", "das könnte sie auch interessieren"]),
    phrases("fr", &["par", "propos recueillis par", "texte :"], &[], &["lire aussi", "à lire aussi", "lire également",
        "à lire également", "voir aussi", "sur le même sujet"]),
    phrases("es", &["por", "texto:"], &[], &["lea también", "lee también", "lea además", "leer más", "ver también",
        "te puede interesar", "le puede interesar", "noticias relacionadas"]),
    phrases("pt", &["por", "texto:", "reportagem de"], &[], &["leia também", "leia mais", "leia ainda", "ler também",
        "veja também", "saiba mais"]),
    phrases("it", &["di", "a cura di", "testo di"], &[], &["leggi anche", "leggi pure", "vedi anche",
        "potrebbe interessarti", "per approfondire"]),
    phrases("nl", &["door", "tekst:"], &[], &["lees ook", "lees meer", "lees verder", "bekijk ook"]),
    phrases("sv", &["av", "text:"], &[], &["läs också", "läs även", "läs mer"]),
    phrases("nb", &["av", "tekst:"], &[], &["les også", "les mer"]),
    phrases("da", &["af", "skrevet af", "tekst:"], &[], &["læs også", "læs mere"]),
    phrases("fi", &["teksti:", "kirjoittaja:"], &[], &["lue myös", "lue lisää"]),
    phrases("pl", &["autor:", "autorka:", "autorzy:", "opracował", "opracowała", "oprac.", "tekst:"], &[], &[
        "czytaj także", "czytaj też", "czytaj również", "czytaj więcej", "przeczytaj także", "przeczytaj również",
        "zobacz także", "zobacz też", "zobacz również"]),
    phrases("cs", &["autor:", "autorka:"], &[], &["čtěte také", "čtěte též", "čtěte dále", "přečtěte si také"]),
    phrases("hu", &["írta:", "szerző:"], &[], &["olvassa el ezt is", "ezt is olvassa", "kapcsolódó cikk"]),
    phrases("ro", &["autor:", "scris de"], &[], &["citește și", "citeşte şi", "citiți și", "vezi și"]),
    phrases("el", &["του", "της", "των", "από τον", "από την", "γράφει ο", "γράφει η", "γράφουν οι", "συντάκτης:",
        "ρεπορτάζ:"], &[], &["διαβάστε επίσης", "διαβάστε ακόμα", "διαβάστε ακόμη", "διαβάστε περισσότερα",
        "δείτε επίσης", "σχετικά άρθρα"]),
    phrases("ru", &["автор:", "авторы:", "автор", "текст:", "подготовил", "подготовила"], &[], &["читайте также",
        "читайте ещё", "читать также", "смотрите также", "материалы по теме", "по теме:"]),
    phrases("uk", &["автор:", "авторка:", "текст:"], &[], &["читайте також", "читайте ще", "дивіться також"]),
    phrases("sr", &["piše:", "piše", "autor:", "пише:", "аутор:"], &[], &["pročitajte još", "pročitajte i",
        "pročitajte više", "прочитајте још", "прочитајте и"]),
    phrases("tr", &["yazan:", "haber:", "yazar:"], &[], &["ayrıca okuyun", "bunu da okuyun", "bunları da okuyun",
        "ilgili haber", "ayrıca bkz"]),
    phrases("ar", &["بقلم", "كتب", "كتبت", "إعداد", "تحرير:", "تقرير:"], &[], &["اقرأ أيضا", "اقرأ أيضًا", "اقرأ أيضاً",
        "إقرأ أيضا", "اقرأ المزيد", "شاهد أيضا", "مواضيع ذات صلة", "أخبار ذات صلة"]),
    phrases("fa", &["نویسنده", "خبرنگار", "به قلم", "نوشته:", "گزارش:"], &[], &["بیشتر بخوانید", "همچنین بخوانید",
        "مطالب مرتبط", "اخبار مرتبط", "در همین زمینه"]),
    phrases("ur", &["تحریر:", "از:"], &[], &["یہ بھی پڑھیں", "مزید پڑھیں"]),
    phrases("he", &["מאת", "כתב:", "כתבה:"], &[], &["קראו גם", "קרא גם", "קראו עוד", "ראו גם", "עוד בנושא",
        "כתבות נוספות"]),
    phrases("hi", &["लेखक:", "रिपोर्ट:"], &[], &["यह भी पढ़ें", "ये भी पढ़ें", "इसे भी पढ़ें", "और पढ़ें", "संबंधित खबरें"]),
    phrases("id", &["oleh", "penulis:", "reporter:"], &[], &["baca juga", "baca selengkapnya", "lihat juga",
        "artikel terkait"]),
    phrases("vi", &["tác giả:"], &[], &["đọc thêm", "xem thêm", "tin liên quan"]),
    phrases("th", &["โดย"], &[], &["อ่านเพิ่มเติม", "ข่าวที่เกี่ยวข้อง", "อ่านต่อ"]),
    phrases("zh", &["作者", "记者", "記者", "本报记者", "文/", "文／", "文丨", "文|", "撰文"], &[], &["相关阅读", "延伸阅读",
        "相关新闻", "相关报道", "推荐阅读", "更多阅读", "相關閱讀", "延伸閱讀", "相關新聞", "推薦閱讀", "看更多"]),
    phrases("ja", &["文:", "文：", "文・", "文＝", "取材・文", "執筆:", "執筆：", "筆者:", "筆者："], &["記者", "＝記者"], &["関連記事",
        "関連ニュース", "関連リンク", "あわせて読みたい", "合わせて読みたい", "併せて読みたい", "おすすめ記事", "もっと読む"]),
    phrases("ko", &["글:", "기자:"], &["기자", "특파원", "선임기자"], &["관련기사", "관련 기사", "관련뉴스", "관련 뉴스", "함께 읽기",
        "함께 보면", "더 읽기"]),
];

/// Signs between such a word and a name.
const SIGNS: [char; 12] = [':', '：', '/', '／', '|', '丨', '・', '＝', '=', '—', '-', '\u{A0}'];
/// Characters of a name at most before what stands behind one without a space.
const NAME: usize = 12;
/// Characters of a text's beginning that are looked at.
const START: usize = 40;

/// Takes the words off that stand before an author's name, or behind it. `None` where there are none.
pub(super) fn without_by(line: &str) -> Option<&str> {
    let line = line.trim();
    let small = line.to_lowercase();
    let before = ALL.iter().flat_map(|phrases| phrases.by).filter_map(|by| {
        let rest = small.strip_prefix(by)?;
        let parted = by.ends_with(SIGNS) || rest.starts_with(|c: char| c.is_whitespace() || SIGNS.contains(&c));
        (parted || !has_spaces(by)).then_some(by.chars().count())
    });
    if let Some(count) = before.max() {
        // Small letters may take other bytes.
        let behind = line.char_indices().nth(count).map_or("", |(at, _)| &line[at..]);
        return Some(behind.trim_start_matches(|c: char| c.is_whitespace() || SIGNS.contains(&c)).trim_end());
    }
    let behind = ALL.iter().flat_map(|phrases| phrases.behind).filter_map(|word| line.strip_suffix(word));
    let name = behind.min_by_key(|name| name.len())?.trim_end();
    let short = (2..=NAME).contains(&name.chars().count());
    (short && name.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '·')).then_some(name)
}

/// Tells whether a word's script puts spaces between words.
fn has_spaces(word: &str) -> bool {
    !word.chars().any(|c| matches!(c, '\u{E00}'..='\u{E7F}' | '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}'))
}

/// Tells whether a text begins as those do that lead to other articles.
pub(super) fn leads_on(text: &str) -> bool {
    let start: String = text.chars().take(START).collect::<String>().to_lowercase();
    let start = start.trim_start_matches(|c: char| !c.is_alphanumeric());
    ALL.iter().flat_map(|phrases| phrases.related).any(|beginning| start.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_behind_or_before_the_words_that_say_whose_it_is() {
        for (line, name) in [
            ("By Ada Lark", Some("Ada Lark")),
            ("كتبت: ليلى حداد", Some("ليلى حداد")),
            ("نویسنده: لیلا حداد", Some("لیلا حداد")),
            ("מאת: דנה כהן", Some("דנה כהן")),
            ("김민수 기자", Some("김민수")),
            ("山田太郎記者", Some("山田太郎")),
            ("记者 王芳", Some("王芳")),
            ("作者：王芳", Some("王芳")),
            ("Της Άννας Παππά", Some("Άννας Παππά")),
            ("Автор: Анна Иванова", Some("Анна Иванова")),
            ("A cura di Anna Rossi", Some("Anna Rossi")),
            ("Oleh: Budi Santoso", Some("Budi Santoso")),
            ("Bystander Ada", None),
            ("Anna Nowak", None),
            ("كتبتها ليلى", None),
            ("공사 현장에서 만난 사람은 모두 이름을 밝히지 않은 기자", None),
            ("", None),
        ] {
            assert_eq!(without_by(line), name, "{line}");
        }
    }

    #[test]
    fn what_leads_on_is_known_in_many_languages() {
        for line in [
            "【関連記事】川は誰のものか",
            "Ayrıca okuyun: Nehir kimin?",
            "▶ Διαβάστε επίσης: Σε ποιον",
            "관련기사: 강은",
            "قراءة",
        ] {
            assert_eq!(leads_on(line), !line.starts_with('ق'), "{line}");
        }
        let words = || ALL.iter().flat_map(|phrases| phrases.by.iter().chain(phrases.related));
        assert!(words().all(|word| *word == word.to_lowercase()));
    }
}
