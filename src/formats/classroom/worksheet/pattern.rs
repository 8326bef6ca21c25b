//! Draws the lines of labels as pictures (SVG 1.1) inside the page, so that each differs from the others in grey too.

use crate::model::Pattern;

/// How high a line's picture is, in units of three quarters of a point.
const HEIGHT: u32 = 6;

/// How long it is: longer than any line of text. A short one that is set again and again is printed blurred.
const LENGTH: u32 = 720;

/// Returns the shapes of a line.
fn shapes(pattern: Pattern) -> String {
    let straight = |dashes: &str, width: &str| {
        let dashes = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray='{dashes}'") };
        format!("<path d='M0 3H{LENGTH}' stroke-width='{width}'{dashes}/>")
    };
    let again = |length: u32, piece: &str| piece.repeat((LENGTH / length) as usize);
    match pattern {
        Pattern::Solid => straight("", "1.3"),
        Pattern::Wave => format!("<path d='M0 3q3 -5 6 0{}' stroke-width='1.1'/>", again(6, "t6 0")),
        Pattern::Dots => straight("0 5", "2.4").replace("/>", " stroke-linecap='round'/>"),
        Pattern::Double => format!("<path d='M0 1.2H{LENGTH}M0 4.8H{LENGTH}' stroke-width='1'/>"),
        Pattern::Dash => straight("5.5 3.5", "1.4"),
        Pattern::DashDot => straight("8 2.5 2 2.5", "1.4"),
        Pattern::Thick => straight("", "4"),
        Pattern::Zigzag => format!("<path d='M0 5.2{}' stroke-width='1'/>", again(8, "l4 -4.4l4 4.4")),
        Pattern::LongDash => straight("18 4", "1.4"),
        Pattern::Ticks => format!(
            "<path d='M0 1.6H{LENGTH}' stroke-width='1'/><path d='M0 3.8H{LENGTH}' stroke-width='4.4' \
             stroke-dasharray='1 5'/>"
        ),
        Pattern::DashDotDot => straight("8 2.5 2 2.5 2 2.5", "1.4"),
        Pattern::Squares => straight("4.5 4.5", "4.5"),
    }
}

/// Returns the rules of a style that draw a line under words, in a colour as 0xRRGGBB.
pub(super) fn rules(pattern: Pattern, ink: u32) -> String {
    let shapes = shapes(pattern);
    let picture = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{LENGTH}' height='{HEIGHT}' viewBox='0 0 {LENGTH} {HEIGHT}' \
         fill='none' stroke='#{ink:06x}'>{shapes}</svg>"
    );
    // In an address within quotation marks these signs mean something else.
    let picture = picture.replace('%', "%25").replace('#', "%23").replace('<', "%3c").replace('>', "%3e");
    let points = |units: u32| f64::from(units) * 0.75;
    format!(
        "background-image: url(\"data:image/svg+xml,{picture}\"); background-size: {}pt {}pt;",
        points(LENGTH),
        points(HEIGHT)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_differs_without_its_colour() {
        let drawn: std::collections::BTreeSet<String> = Pattern::ALL.iter().map(|line| rules(*line, 0)).collect();
        assert_eq!(drawn.len(), Pattern::ALL.len());
        assert!(drawn.iter().all(|rules| rules.matches('"').count() == 2 && !rules.contains(['<', '>', '#'])));
    }
}
