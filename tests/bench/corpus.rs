//! Makes projects of any size: texts in four languages, with overlapping annotations, relations, propositions,
//! entities.
//!
//! The same numbers always make the same project.

use std::collections::BTreeSet;

use gainsay::model::edit::Builder;
use gainsay::model::id::ChoiceKey;
use gainsay::model::scheme::Scheme;
use gainsay::model::*;

/// How large a project is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    /// How many articles share the text.
    pub(crate) articles: usize,
    /// Bytes of text in all of them.
    pub(crate) bytes: usize,
    /// Annotations in all of them.
    pub(crate) annotations: usize,
}

impl Size {
    /// Returns the size as people say it.
    pub(crate) fn name(self) -> String {
        let bytes = match self.bytes {
            b if b >= 1_000_000 => format!("{} MB", b / 1_000_000),
            b => format!("{} kB", b / 1000),
        };
        let articles = if self.articles == 1 { String::new() } else { format!(" in {}", grouped(self.articles)) };
        format!("{bytes}{articles} / {}", grouped(self.annotations))
    }
}

/// Writes a number with commas between the thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Numbers that look random and are the same in every run (SplitMix64).
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Numbers {
        Numbers(seed)
    }

    /// Draws a number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const ENGLISH: &[&str] = &[
    "the",
    "ministry",
    "said",
    "on",
    "Monday",
    "that",
    "reports",
    "of",
    "a",
    "secret",
    "agreement",
    "were",
    "not",
    "true",
    "according",
    "to",
    "officials",
    "familiar",
    "with",
    "matter",
    "spokesman",
    "declined",
    "comment",
    "and",
    "intelligence",
    "service",
    "president",
    "security",
    "in",
    "capital",
    "denied",
    "had",
    "ever",
    "asked",
    "for",
    "help",
    "protection",
    "from",
    "allied",
    "agencies",
    "statement",
    "newspaper",
    "cited",
    "five",
    "people",
    "who",
    "spoke",
    "condition",
    "anonymity",
    "because",
    "they",
    "authorised",
    "discuss",
    "it",
];
const GERMAN: &[&str] = &[
    "die",
    "Regierung",
    "wies",
    "den",
    "Bericht",
    "zurück",
    "und",
    "sprach",
    "von",
    "Falschmeldungen",
    "Sprecherin",
    "sagte",
    "am",
    "Dienstag",
    "es",
    "habe",
    "keine",
    "Anfrage",
    "gegeben",
    "nach",
    "Angaben",
    "mehrerer",
    "Quellen",
    "Sicherheitsbehörden",
    "über",
    "das",
    "Außenministerium",
    "äußerte",
    "sich",
    "zunächst",
    "nicht",
    "zu",
    "Vorwürfen",
];
const ARABIC: &[&str] = &[
    "نفت",
    "وزارة",
    "الخارجية",
    "صحة",
    "التقرير",
    "الذي",
    "نشرته",
    "وكالة",
    "الأنباء",
    "يوم",
    "الاثنين",
    "وقال",
    "المتحدث",
    "باسم",
    "الحكومة",
    "إن",
    "هذه",
    "الادعاءات",
    "لا",
    "أساس",
    "لها",
    "من",
    "مصادر",
    "مطلعة",
    "على",
    "الأمر",
    "الرئيس",
    "جهاز",
    "المخابرات",
    "في",
    "العاصمة",
];
const CHINESE: &[&str] = &[
    "外交部",
    "发言人",
    "周一",
    "否认",
    "了",
    "有关",
    "报道",
    "称",
    "该",
    "消息",
    "不",
    "属实",
    "据",
    "知情",
    "人士",
    "透露",
    "政府",
    "曾",
    "要求",
    "情报",
    "部门",
    "协助",
    "保护",
    "总统",
    "安全",
    "媒体",
    "援引",
    "官员",
    "的",
    "话",
];

fn sentence(numbers: &mut Numbers, language: usize, out: &mut String) {
    let (words, space, stop) = match language {
        0 => (ENGLISH, " ", ". "),
        1 => (GERMAN, " ", ". "),
        2 => (ARABIC, " ", ". "),
        _ => (CHINESE, "", "。"),
    };
    let count = 8 + numbers.below(16);
    for at in 0..count {
        let word = numbers.of(words);
        if at == 0 {
            let mut chars = word.chars();
            out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
            out.push_str(chars.as_str());
        } else {
            if at == count / 2 && numbers.below(3) == 0 {
                out.push_str(if language == 3 { "，" } else { "," });
            }
            out.push_str(space);
            out.push_str(word);
        }
    }
    out.push_str(stop);
}

/// Makes a text of about so many bytes: a headline, and paragraphs of which one in five is not English.
/// Writes paragraphs of about so many bytes in all.
pub(crate) fn text(numbers: &mut Numbers, bytes: usize) -> String {
    let mut out = String::with_capacity(bytes + 1024);
    sentence(numbers, 0, &mut out);
    out.truncate(out.trim_end_matches(['.', ' ']).len());
    while out.len() < bytes {
        out.push('\n');
        let language = match numbers.below(15) {
            0 => 1,
            1 => 2,
            2 => 3,
            _ => 0,
        };
        for _ in 0..1 + numbers.below(5) {
            sentence(numbers, language, &mut out);
        }
        out.truncate(out.trim_end().len());
    }
    out
}

/// Makes a span that begins at a byte or a little before it, so many bytes long or a little less.
fn span(text: &Text, from: usize, bytes: usize) -> Option<Span> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.as_str().is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    text.span(floor(from), floor(from + bytes)).ok()
}

/// What a project of the benchmarks has beside labels on words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beside {
    /// Nothing.
    Nothing,
    /// Attributes, notes, some of several fragments; relations, mostly across articles; propositions and entities.
    All,
}

/// Makes a project with all that there can be.
pub(crate) fn project(size: Size, seed: u64) -> Project {
    project_of(size, seed, Beside::All)
}

/// Makes a project.
pub(crate) fn project_of(size: Size, seed: u64, beside: Beside) -> Project {
    let mut numbers = Numbers::new(seed ^ (size.bytes as u64) << 20 ^ size.annotations as u64);
    let mut stamp = Stamp::of_number(seed);
    let mut project = Project::begin(Scheme::claims_and_denials(), "Ada Low", &mut stamp);
    let set = project.sets().first().map(|(id, _)| **id).expect("a new project has a set");
    let mut id = {
        let mut ids = Numbers::new(seed + 1);
        move || (ids.below(usize::MAX) as u128) << 64 | ids.below(usize::MAX) as u128
    };

    let mut texts = Vec::new();
    let mut builder = Builder::new(&project);
    for rank in 0..size.articles {
        let text = Text::new(text(&mut numbers, size.bytes / size.articles));
        let article = ArticleId(id());
        let details = Details {
            title: text.as_str()[text.line(0)].to_owned(),
            outlet: ["The Courier", "Tagesblatt", "وكالة الأنباء", "晨报"][rank % 4].to_owned(),
            date: format!("2026-03-{:02}", 1 + rank % 28),
            ..Details::default()
        };
        let revision = RevisionId(id());
        builder.put(article, Some(Article { rank: rank as u32, details }));
        let blocks = Block::guess(&text);
        let row =
            Revision { article, number: 1, text: text.clone(), blocks, added: stamp.time, origin: "made".to_owned() };
        builder.put(revision, Some(row));
        texts.push((revision, text));
    }
    let transaction = builder.finish();
    project.apply(&transaction).expect("articles fit");

    let labels = ["claim", "denial", "source", "actor"].map(LabelKey::slug);
    let mut made: [Vec<AnnotationId>; 4] = Default::default();
    let mut builder = Builder::new(&project);
    for at in 0..size.annotations {
        let (revision, text) = &texts[at % texts.len()];
        let (step, of) = (at / texts.len(), size.annotations.div_ceil(texts.len()));
        let from = (text.len() * step / of + numbers.below(40)).min(text.len().saturating_sub(12));
        let which = numbers.below(4);
        let length = if which < 2 { 30 + numbers.below(150) } else { 8 + numbers.below(30) };
        let Some(first) = span(text, from, length) else { continue };
        let key = AnnotationId(id());
        made[which].push(key);
        let mut fragments = Fragments::one(first);
        if beside == Beside::Nothing {
            let plain = Annotation::new(set, *revision, labels[which].clone(), fragments, stamp.time);
            builder.put(key, Some(plain));
            continue;
        }
        if numbers.below(50) == 0
            && let Some(second) = span(text, first.end() + 20, 30)
        {
            fragments = fragments.with(second);
        }
        let mut attributes = Attributes::new();
        if which == 0 && numbers.below(2) == 0 {
            attributes.insert(AttributeKey::slug("checkable"), Value::Flag(true));
        }
        if which == 2 {
            let kind = Value::Choice(ChoiceKey::slug("anonymous"));
            attributes.insert(AttributeKey::slug("kind"), kind);
        }
        let annotation = Annotation {
            set,
            revision: *revision,
            label: labels[which].clone(),
            place: Place::At(fragments),
            attributes,
            note: if numbers.below(20) == 0 { "Compare the earlier report.".to_owned() } else { String::new() },
            unsure: numbers.below(30) == 0,
            time: stamp.time,
            derived_from: Vec::new(),
        };
        builder.put(key, Some(annotation));
    }
    let transaction = builder.finish();
    project.apply(&transaction).expect("annotations fit");
    if beside == Beside::Nothing {
        return project;
    }

    let mut builder = Builder::new(&project);
    let [claims, denials, sources, actors] = &made;
    let ties = [("denies", denials, claims), ("attributed to", claims, sources), ("made by", claims, actors)];
    for (kind, from, to) in ties {
        for (at, from_id) in from.iter().enumerate().filter(|_| !to.is_empty()) {
            if numbers.below(3) == 0 {
                continue;
            }
            // Mostly to what is near, now and then to the other end of the article.
            let near = if numbers.below(10) == 0 { numbers.below(to.len()) } else { at.min(to.len() - 1) };
            let relation = Relation {
                set,
                kind: KindKey::slug(kind),
                from: *from_id,
                to: to[near],
                attributes: Attributes::new(),
                note: String::new(),
                time: stamp.time,
            };
            builder.put(RelationId(id()), Some(relation));
        }
    }
    for members in claims.chunks(3).step_by(2) {
        let proposition = Proposition {
            wording: "The government asked a foreign service for help.".to_owned(),
            attributes: Attributes::new(),
            members: members.iter().copied().collect::<BTreeSet<_>>(),
            note: String::new(),
            time: stamp.time,
        };
        builder.put(PropositionId(id()), Some(proposition));
    }
    for members in actors.chunks(4).step_by(2) {
        let entity = Entity {
            name: "the ministry".to_owned(),
            members: members.iter().copied().collect::<BTreeSet<_>>(),
            note: String::new(),
            time: stamp.time,
        };
        builder.put(EntityId(id()), Some(entity));
    }
    let transaction = builder.finish();
    project.apply(&transaction).expect("ties fit");
    project
}

/// Adds annotators to a project, after the one it begins with, each with an empty set.
pub(crate) fn begin_sets(
    project: &mut Project,
    names: impl Iterator<Item = String>,
    kind: SetKind,
    stamp: &mut Stamp,
) -> Vec<SetId> {
    let (mut builder, mut sets) = (Builder::new(project), Vec::new());
    for (rank, name) in (1..).zip(names) {
        let (annotator, set) = (AnnotatorId(stamp.fresh()), SetId(stamp.fresh()));
        builder.put(annotator, Some(Annotator { rank, name }));
        let (name, annotator, begun) = (String::new(), Some(annotator), stamp.time);
        let (unmasked, handed) = (Vec::new(), None);
        builder.put(set, Some(Set { rank, name, annotator, kind, begun, unmasked, handed }));
        sets.push(set);
    }
    let begun = builder.finish();
    project.apply(&begun).expect("sets fit");
    sets
}
