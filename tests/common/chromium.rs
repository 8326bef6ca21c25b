//! Drives a real Chromium without a window, over the pipe that it offers for that (`--remote-debugging-pipe`, Chrome
//! DevTools Protocol 1.3): JSON, each message ended by a zero byte.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test that shares this uses its part of it")]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::left_out::left_out;

/// The modifier keys, as the protocol counts them.
pub const CTRL: u8 = 2;
/// Shift.
pub const SHIFT: u8 = 8;

/// A point of the window.
pub type Point = (f64, f64);

/// A browser with one page; it ends with the test.
pub struct Browser {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    number: u64,
    session: String,
    /// What it told without being asked.
    seen: Vec<Value>,
    /// Where it keeps what it knows, and what it downloads.
    pub folder: tempfile::TempDir,
    touch: bool,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a browser with a page of this size; with `touch` it has a finger and no mouse. Says why it can't.
pub fn browser(width: u32, height: u32, touch: bool) -> Option<Browser> {
    let there = |name: &&str| {
        let asked = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    };
    let Some(name) = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| there(name)) else {
        left_out("the page for browsers", "Chromium is not installed");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    // The pipe is expected at the descriptors 3 and 4, which the shell makes of what it gets.
    let mut child = Command::new("sh")
        .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null", name])
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"])
        .args(["--disable-background-networking", "--disable-component-update", "--remote-debugging-pipe"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg("about:blank")
        .env("HOME", folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let input = child.stdin.take().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let seen = Vec::new();
    let mut browser = Browser { child, input, output, number: 0, session: String::new(), seen, folder, touch };
    let downloads = browser.downloads();
    std::fs::create_dir(&downloads).unwrap();
    browser.send("Browser.setDownloadBehavior", json!({"behavior": "allow", "downloadPath": downloads}));
    let target = browser.send("Target.createTarget", json!({"url": "about:blank"}))["targetId"].clone();
    let attached = browser.send("Target.attachToTarget", json!({"targetId": target, "flatten": true}));
    browser.session = attached["sessionId"].as_str().unwrap().to_owned();
    for domain in ["Page", "Runtime", "Network", "Log", "Accessibility"] {
        browser.send(&format!("{domain}.enable"), json!({}));
    }
    browser.size(width, height);
    Some(browser)
}

impl Browser {
    /// Returns where downloads go.
    pub fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    /// Asks for something and returns the answer.
    pub fn send(&mut self, method: &str, params: Value) -> Value {
        self.number += 1;
        let mut message = json!({"id": self.number, "method": method, "params": params});
        if !self.session.is_empty() {
            message["sessionId"] = self.session.as_str().into();
        }
        self.input.write_all(format!("{message}\0").as_bytes()).unwrap();
        loop {
            let mut bytes = Vec::new();
            self.output.read_until(0, &mut bytes).unwrap();
            bytes.pop();
            let mut answer: Value = serde_json::from_slice(&bytes).unwrap_or_else(|why| panic!("{method}: {why}"));
            if answer["id"] == self.number {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].take();
            }
            self.seen.push(answer);
        }
    }

    /// Gives the page another size.
    pub fn size(&mut self, width: u32, height: u32) {
        let touch = self.touch;
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch});
        self.send("Emulation.setDeviceMetricsOverride", size);
        self.send("Emulation.setTouchEmulationEnabled", json!({"enabled": touch, "maxTouchPoints": 5}));
    }

    /// Opens a file, and waits until it is there.
    pub fn open(&mut self, path: &Path) {
        self.visit(&format!("file://{}", path.display()));
    }

    /// Opens an address, and waits until it is there.
    pub fn visit(&mut self, address: &str) {
        let before = self.send("Page.navigate", json!({"url": address}))["loaderId"].clone();
        self.wait("the page", |browser| {
            let tree = browser.send("Page.getFrameTree", json!({}));
            let here = tree["frameTree"]["frame"]["loaderId"] == before;
            (here && browser.eval("document.readyState") == "complete").then_some(())
        });
    }

    /// Runs a script in every page from now on, before its own.
    pub fn before_pages(&mut self, script: &str) {
        self.send("Page.addScriptToEvaluateOnNewDocument", json!({"source": script}));
    }

    /// Returns what an expression is worth, once it is.
    pub fn eval(&mut self, expression: &str) -> Value {
        let params = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut answer = self.send("Runtime.evaluate", params);
        let thrown = &answer["exceptionDetails"];
        assert!(thrown.is_null(), "{expression}: {}", thrown["exception"]["description"]);
        answer["result"]["value"].take()
    }

    /// Returns the text that an expression is worth.
    pub fn text(&mut self, expression: &str) -> String {
        self.eval(expression).as_str().unwrap_or_default().to_owned()
    }

    /// Looks for something until it is there.
    pub fn wait<T>(&mut self, what: &str, mut look: impl FnMut(&mut Browser) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "in vain: {what}");
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    /// Waits until an expression is true.
    pub fn until(&mut self, expression: &str) {
        self.wait(expression, |browser| (browser.eval(expression) == true).then_some(()));
    }

    fn mouse(&mut self, sort: &str, (x, y): Point, held: u8, modifiers: u8) {
        let params = json!({"type": sort, "x": x, "y": y, "button": "left", "buttons": held, "clickCount": 1,
            "modifiers": modifiers});
        self.send("Input.dispatchMouseEvent", params);
    }

    fn finger(&mut self, sort: &str, points: &[Point]) {
        let points: Vec<Value> = points.iter().map(|(x, y)| json!({"x": x, "y": y})).collect();
        self.send("Input.dispatchTouchEvent", json!({"type": sort, "touchPoints": points}));
    }

    /// Clicks, or taps: browsers take a tap right behind a drag for the end of that, so that another one is needed.
    pub fn press(&mut self, at: Point) {
        if !self.touch {
            self.mouse("mousePressed", at, 1, 0);
            self.mouse("mouseReleased", at, 0, 0);
        } else if !self.tap(at) {
            self.tap(at);
        }
        self.settle();
    }

    /// Taps, and tells whether a click came of it, which it does later than the finger goes.
    fn tap(&mut self, at: Point) -> bool {
        const TAPS: &str = "(window.taps ??= (addEventListener('click', () => { window.taps.count += 1; }, true), \
            {count: 0})).count";
        let before = self.eval(TAPS);
        self.finger("touchStart", &[at]);
        self.finger("touchEnd", &[]);
        let mut looks = 0;
        self.wait("a tap", |browser| {
            looks += 1;
            let clicked = browser.eval(TAPS) != before;
            (looks > 30 || clicked).then_some(clicked)
        })
    }

    /// Drags with the mouse or a finger.
    pub fn drag(&mut self, from: Point, to: Point) {
        let way = |share: f64| (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
        if self.touch {
            self.finger("touchStart", &[from]);
            (1..=8).for_each(|step| self.finger("touchMove", &[way(f64::from(step) / 8.0)]));
            self.finger("touchEnd", &[]);
        } else {
            self.mouse("mousePressed", from, 1, 0);
            (1..=8).for_each(|step| self.mouse("mouseMoved", way(f64::from(step) / 8.0), 1, 0));
            self.mouse("mouseReleased", to, 0, 0);
        }
        self.settle();
    }

    /// Waits until what was done is drawn.
    pub fn settle(&mut self) {
        self.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
    }

    /// Presses a key: a character, or one that has a name such as `ArrowRight`.
    pub fn key(&mut self, key: &str, modifiers: u8) {
        const CODES: [(&str, u32); 10] = [
            ("ArrowLeft", 37),
            ("ArrowUp", 38),
            ("ArrowRight", 39),
            ("ArrowDown", 40),
            ("Enter", 13),
            ("Escape", 27),
            ("Tab", 9),
            ("Delete", 46),
            ("Home", 36),
            ("End", 35),
        ];
        let letter = key.chars().next().filter(|_| key.chars().count() == 1);
        let named = CODES.iter().find(|(name, _)| *name == key).map_or(0, |(_, code)| *code);
        let number = letter.map_or(named, |c| u32::from(c.to_ascii_uppercase()));
        let code = letter.filter(char::is_ascii_alphabetic).map(|c| format!("Key{}", c.to_ascii_uppercase()));
        let code = code.unwrap_or_else(|| if letter.is_some() { String::new() } else { key.to_owned() });
        let mut down = json!({"type": "keyDown", "key": key, "code": code, "windowsVirtualKeyCode": number,
            "modifiers": modifiers});
        if modifiers & CTRL == 0 && (letter.is_some() || key == "Enter") {
            down["text"] = if key == "Enter" { "\r".into() } else { key.into() };
        }
        self.send("Input.dispatchKeyEvent", down);
        let up = json!({"type": "keyUp", "key": key, "windowsVirtualKeyCode": number, "modifiers": modifiers});
        self.send("Input.dispatchKeyEvent", up);
        self.settle();
    }

    /// Types text into the field that has the focus.
    pub fn type_text(&mut self, text: &str) {
        self.send("Input.insertText", json!({"text": text}));
    }

    /// Lists the addresses that pages asked for.
    pub fn asked_for(&self) -> Vec<String> {
        let asked = self.seen.iter().filter(|seen| seen["method"] == "Network.requestWillBeSent");
        asked.map(|seen| seen["params"]["request"]["url"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Lists errors that scripts threw and the browser logged.
    pub fn troubles(&self) -> Vec<&Value> {
        let thrown = |seen: &&Value| {
            seen["method"] == "Runtime.exceptionThrown"
                || (seen["method"] == "Log.entryAdded" && seen["params"]["entry"]["level"] == "error")
        };
        self.seen.iter().filter(thrown).map(|seen| &seen["params"]).collect()
    }

    /// Keeps a picture of the page in the folder that `GAINSAY_PICTURES` names; nothing without it.
    pub fn picture(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("GAINSAY_PICTURES") else { return };
        let picture = self.send("Page.captureScreenshot", json!({"format": "png"}));
        let bytes = gainsay::model::base64::decode(picture["data"].as_str().unwrap()).unwrap();
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), bytes).unwrap();
    }
}
