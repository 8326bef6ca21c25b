//! Closes the key of an exercise with a word, and opens it again.
//!
//! AES-256-GCM under what PBKDF2-HMAC-SHA-256 makes of the word, in many rounds, so that each word that somebody tries
//! takes a while. What was asked goes in as additional data: the key of one exercise never opens in the copy of
//! another. It protects against looking, for as long as nobody guesses the word, and a program guesses a short one.

use std::fmt;

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, Key, KeyInit, Nonce};
use icu_normalizer::ComposingNormalizerBorrowed;
use pbkdf2::pbkdf2_hmac;
use sha2::Sha256;

use crate::model::exercise::Sealed;
use crate::model::{Hash, Stamp};
use crate::say;

/// How often PBKDF2 goes round: what OWASP's cheat sheet on storing passwords says for HMAC-SHA-256.
pub const ROUNDS: u32 = 600_000;
/// How often it goes round at most, so that no file keeps a computer busy for long.
pub const MOST_ROUNDS: u32 = 10_000_000;
/// Bytes of the tag behind what was closed.
const TAG: usize = 16;

/// Why a key does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretError {
    /// The word is another one, or the data were changed: nothing tells which.
    Word,
    /// The data are too short to be any.
    Damaged,
    /// No rounds, or more than [`MOST_ROUNDS`].
    Rounds(u32),
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecretError::Word => f.write_str(say!("secret-word")),
            SecretError::Damaged => f.write_str(say!("secret-damaged")),
            SecretError::Rounds(rounds) => f.write_str(&say!("secret-rounds", rounds = *rounds, most = MOST_ROUNDS)),
        }
    }
}

impl std::error::Error for SecretError {}

/// Closes a key with a word. `asked` is the hash of what its exercise asks ([`super::Handout::asked`]). White space
/// around the word does not count, nor how its letters are composed (NFC).
pub fn seal(key: &[u8], word: &str, asked: Hash, stamp: &mut Stamp) -> Sealed {
    seal_in(ROUNDS, key, word, asked, stamp)
}

/// Closes a key as [`seal`] does, in as many rounds as are said. For tests, which have no time for all of them.
#[doc(hidden)]
pub fn seal_in(rounds: u32, key: &[u8], word: &str, asked: Hash, stamp: &mut Stamp) -> Sealed {
    let salt = stamp.fresh().to_be_bytes();
    let mut nonce = [0; 12];
    for (to, from) in nonce.iter_mut().zip(stamp.fresh().to_be_bytes()) {
        *to = from;
    }
    let cipher = cipher(&stretched(word, &salt, rounds));
    let asked = asked.to_string();
    let payload = Payload { msg: key, aad: asked.as_bytes() };
    // It fails on messages beyond 64 GiB alone; what is then sealed opens with no word.
    let data = cipher.encrypt(&Nonce::from(nonce), payload).unwrap_or_default();
    Sealed { rounds, salt, nonce, data }
}

/// Opens a key with a word. Takes some tenths of a second, and longer where a file asks for more rounds: too long for a
/// frame.
///
/// # Errors
/// When the word is another one, or the data are not what was sealed.
pub fn open(sealed: &Sealed, word: &str, asked: Hash) -> Result<Vec<u8>, SecretError> {
    if sealed.rounds == 0 || sealed.rounds > MOST_ROUNDS {
        return Err(SecretError::Rounds(sealed.rounds));
    }
    if sealed.data.len() < TAG {
        return Err(SecretError::Damaged);
    }
    let cipher = cipher(&stretched(word, &sealed.salt, sealed.rounds));
    let asked = asked.to_string();
    let payload = Payload { msg: &sealed.data, aad: asked.as_bytes() };
    cipher.decrypt(&Nonce::from(sealed.nonce), payload).map_err(|_| SecretError::Word)
}

fn cipher(key: &[u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key))
}

/// Makes the key of a word.
fn stretched(word: &str, salt: &[u8], rounds: u32) -> [u8; 32] {
    let word = ComposingNormalizerBorrowed::new_nfc().normalize(word.trim()).into_owned();
    let mut key = [0; 32];
    pbkdf2_hmac::<Sha256>(word.as_bytes(), salt, rounds, &mut key);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let hex: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
        let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap_or_default(), 16);
        hex.chunks(2).filter_map(|two| pair(two).ok()).collect()
    }

    #[test]
    fn words_are_stretched_as_rfc_7914_says() {
        // Its section 11 has 64 bytes of each, of which these are the first half.
        let first = bytes("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
        assert_eq!(stretched("passwd", b"salt", 1).to_vec(), first);
        let second = bytes("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
        assert_eq!(stretched("Password", b"NaCl", 80_000).to_vec(), second);
    }

    #[test]
    fn closing_is_what_the_makers_of_gcm_say() {
        // Test case 16 of McGrew and Viega's specification, which NIST took over.
        let half = "feffe9928665731c6d6a8f9467308308";
        let key: [u8; 32] = bytes(&half.repeat(2)).try_into().unwrap_or([0; 32]);
        let nonce: [u8; 12] = bytes("cafebabefacedbaddecaf888").try_into().unwrap_or([0; 12]);
        let plain = bytes(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
             1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        );
        let beside = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let closed = bytes(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
             8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662
             76fc6ece0f4e1768cddf8853bb2d551b",
        );
        let made = cipher(&key).encrypt(&Nonce::from(nonce), Payload { msg: &plain, aad: &beside });
        assert_eq!(made.ok(), Some(closed));
    }

    #[test]
    fn a_word_opens_what_it_closed_and_nothing_else_does() {
        let (asked, key) = (Hash::of(b"asked"), b"the key".as_slice());
        let mut stamp = Stamp::of_number(1);
        let sealed = seal_in(3, key, " Caf\u{e9} ", asked, &mut stamp);
        assert_eq!(open(&sealed, "Cafe\u{301}", asked).as_deref(), Ok(key));
        assert_eq!(sealed.data.len(), key.len() + TAG);
        let again = seal_in(3, key, "Café", asked, &mut stamp);
        assert!(again.salt != sealed.salt && again.nonce != sealed.nonce && again.data != sealed.data);
        assert_eq!(open(&sealed, "café", asked), Err(SecretError::Word));
        assert_eq!(open(&sealed, "Café", Hash::of(b"another")), Err(SecretError::Word));
        for at in 0..sealed.data.len() {
            let mut damaged = sealed.clone();
            damaged.data[at] ^= 1;
            assert_eq!(open(&damaged, "Café", asked), Err(SecretError::Word));
        }
        let cut = Sealed { data: sealed.data[..15].to_vec(), ..sealed.clone() };
        assert_eq!(open(&cut, "Café", asked), Err(SecretError::Damaged));
        for rounds in [0, MOST_ROUNDS + 1, u32::MAX] {
            let long = Sealed { rounds, ..sealed.clone() };
            assert_eq!(open(&long, "Café", asked), Err(SecretError::Rounds(rounds)));
        }
    }
}
