# Projects and their files: opening, saving, what a crash left, what was odd in a file.
# What is named $detail comes from the system, in its own words.

window-title = { $file } – Gainsay
window-title-read-only = { $file } (read-only) – Gainsay

# What a project without a file is called.
file-untitled = untitled
file-sample = sample
file-rescued = rescued
# Who annotates, where the system knows no name.
annotator-me = me
# Where an article's text came from: the name of a file and how it was encoded.
origin-file = { $file }, { $encoding }
origin-markdown = { $file }, Markdown, { $encoding }
origin-page = { $file }, web page, { $encoding }
origin-document = { $file }, { $form }
# $origin is one of these.
origin-left-out = { $count ->
    [one] { $origin }; { $count } part left out
   *[other] { $origin }; { $count } parts left out
}
form-pdf = PDF document
form-word = Word document
form-open = OpenDocument text
form-rich = Rich Text Format
form-book = e-book

## The system's dialogs

dialog-projects = Gainsay projects
dialog-text = Text
dialog-all = All files

## Texts that are added

adding-others-left = { $count ->
    [one] One project is open at a time: { $count } other file left out.
   *[other] One project is open at a time: { $count } other files left out.
}
adding-waits = The files are added when this is answered or closed.
adding-stopped = { $count ->
    [one] Stopped: of { $count } file none was added.
   *[other] Stopped: of { $count } files none was added.
}
# $files is a list of names; $done is what was done with the others.
adding-look = { $count ->
    [one] { $count } file is to be looked at first: { $files }
   *[other] { $count } files are to be looked at first: { $files }
}
adding-look-more = { $count ->
    [one] { $done }; { $count } file is to be looked at first: { $files }
   *[other] { $done }; { $count } files are to be looked at first: { $files }
}
# $parts are the first of them, each as below.
adding-parts-left = { $count ->
    [one] { $count } part was left out: { $parts }
   *[other] { $count } parts were left out: { $parts }
}
# $words is the beginning of a part that was left out, $why says why it was.
adding-part-left = “{ $words }” ({ $why })
    .plain = “{ $words }”
adding-skipped = { $file } was not added.
# $files is a list of names.
adding-skipped-all = { $count ->
    [one] { $count } file was not added: { $files }.
   *[other] { $count } files were not added: { $files }.
}
adding-no-text = The work of another program stands in this folder. Choose the file with the later text.
adding-other-project = another project took this one's place. Open it again first.
# $done is what was done with the file, $what is to be known of it.
adding-remark = { $done }: { $what }

# Why a file makes no article, and what to do. The file is named before it.
unfit-scan = its pages are pictures, a scan without text. Have a program for text recognition (OCR) put the text in, or type it as an article.
unfit-damaged-pdf = it is a PDF document that is damaged. Get it once more from where it came from, or open it in another program, copy its text and paste that as an article.
unfit-oversized = it unpacks to far more than any article has. If you trust it, open it, copy its text and paste that as an article.
unfit-no-page = there is no web page in it. Save the page once more in a browser, and add that.
unfit-old = it is in the form of an older office program (such as .doc). Open it there, save it as .docx or .odt, and add that.
unfit-sheet = it holds tables or slides. Copy its text and paste that as an article.
unfit-protected = it is an e-book that is protected against copying. Add the article from another source.
unfit-locked = it needs a password. Open it in the program it was made with, save it without one, and add that.
# $what is a sentence.
unfit-damaged = it can’t be opened: { $what } Save it once more in the program it was made with, and add that.
damaged-part = “{ $part }”, { $what }
unfit-picture = it is a picture. Type its text as an article, or add a text file of it.
unfit-archive = it is a packed file. Unpack it and add the text files that are in it.
unfit-utf-32 = it is in UTF-32. Save it as UTF-8 in the program it was made with, then add it again.
unfit-binary = it is no text file. Save its text as UTF-8 in the program it was made with, and add that.
unfit-nul = read as { $encoding }, it holds NUL characters. Choose another encoding.
file-folder-empty = there is no file in it that an article can be made of. Look whether it is the right folder.
unfit-empty = there is no text in it. Look whether it is the right file.

# What an article does not show of its file.
note-lost = { $count ->
    [one] { $count } character could not be read, the first in line { $line }
   *[other] { $count } characters could not be read, the first in line { $line }
}
note-addresses = { $count ->
    [one] { $count } link address was left out
   *[other] { $count } link addresses were left out
}
note-pictures = { $count ->
    [one] { $count } picture was left out
   *[other] { $count } pictures were left out
}
note-pictures-described = { $count ->
    [one] { $count } picture was left out; its description is a caption
   *[other] { $count } pictures were left out; their descriptions are captions
}
note-pictures-some = { $count ->
    [one] { $count } picture was left out; { $described } had a description, which is a caption
   *[other] { $count } pictures were left out; { $described } had a description, which is a caption
}
note-tags = { $count ->
    [one] { $count } HTML tag was left out
   *[other] { $count } HTML tags were left out
}
note-struck-out = { $count ->
    [one] { $count } struck-out passage is shown as plain text
   *[other] { $count } struck-out passages are shown as plain text
}
note-front-matter = front matter was left out: { $keys }
note-no-headline = no headline was found
note-little-text = hardly any text was found
note-much-elsewhere = much of the text may be of the article and was left out
note-walled = the page says that only a part of the article is free
note-page-cut = the page is so long that its end was not read
# How many passages came in, went and were moved; at least one of the three is more than none.
note-tracked = changes were tracked, and the text is as if all were accepted ({ $inserted } in, { $deleted } out, { $moved } moved)
note-comments = { $count ->
    [one] { $count } comment was left out
   *[other] { $count } comments were left out
}
note-footnotes = { $count ->
    [one] { $count } footnote was left out
   *[other] { $count } footnotes and endnotes were left out
}
note-chapters-absent = { $count ->
    [one] { $count } chapter is not in the file
   *[other] { $count } chapters are not in the file
}
note-signs = { $count ->
    [one] { $count } sign of a picture font could not be read
   *[other] { $count } signs of picture fonts could not be read
}
note-other-parts = { $count ->
    [one] { $count } other part of the file was not read
   *[other] { $count } other parts of the file were not read
}
note-joined = { $count ->
    [one] { $count } word parted at the end of a line was put together
   *[other] { $count } words parted at the ends of lines were put together
}
note-hyphens = { $count ->
    [one] { $count } hyphen at the end of a line was kept
   *[other] { $count } hyphens at the ends of lines were kept
}
note-furniture = { $count ->
    [one] { $count } line at the head or foot of a page was left out
   *[other] { $count } lines at the heads and feet of pages were left out
}
note-scans = { $count ->
    [one] { $count } page is a picture without text and was not read
   *[other] { $count } pages are pictures without text and were not read
}
note-order = { $count ->
    [one] the columns of one page may be read in another order, too: look whether the text goes on from one to the next
   *[other] the columns of { $count } pages may be read in another order, too: look whether the text goes on from one to the next
}
note-unknown = { $count ->
    [one] { $count } letter of an unknown kind is shown as �
   *[other] { $count } letters of an unknown kind are shown as �
}
note-cut-off = the file was cut off: its end is missing
note-pages-cut = the document is so long that its end was not read

# Why a part of a document was left out.
left-out-navigation = leads to other pages
left-out-furniture = head or foot of the page
left-out-advertising = advertising
left-out-consent = asks for consent
left-out-related = other articles
left-out-share = offers to share
left-out-comments = comments
left-out-subscribe = offers a subscription
left-out-byline = author or date
left-out-hidden = not shown on the page
left-out-controls = buttons and fields
left-out-aside = beside the article
left-out-links = mostly links
left-out-outside = away from the text
left-out-repeated = said twice
left-out-footnote = footnote
left-out-contents = table of contents

## Encodings, by where they are used

encoding-name = { $region } ({ $code })
region-unicode = Unicode
region-western = Western European
region-central = Central European
region-south-eastern = South-Eastern European
region-southern = Southern European
region-baltic = Baltic
region-northern = Northern European
region-nordic = Nordic
region-celtic = Celtic
region-cyrillic = Cyrillic
region-russian = Russian
region-ukrainian = Ukrainian
region-greek = Greek
region-turkish = Turkish
region-hebrew = Hebrew
region-hebrew-visual = Hebrew in visual order
region-arabic = Arabic
region-thai = Thai
region-vietnamese = Vietnamese
region-chinese = Chinese
region-chinese-traditional = Chinese, traditional
region-japanese = Japanese
region-korean = Korean

# How the encoding of a file was found.
why-mark = it begins with a byte order mark
why-ascii = all of it is ASCII
why-valid = all of it is UTF-8
why-named = it says so itself
why-damaged = nearly all of it is UTF-8, but it was cut off or damaged
why-pairs = its bytes come in pairs, as in UTF-16
why-letters = guessed from its letters
why-few-letters = guessed from only a few letters
why-chosen = chosen

## The status line

file-new = A new project. Add an article to begin.
file-opening = Opening { $path } …
file-opened = Opened { $file }: { $articles }, { $annotations }
file-opened-read-only = { $opened }. Read-only: { $why }
file-not-opened = { $path } was not opened.
file-sample-not-opened = The sample was not opened: { $why }
file-saved = Saved { $file }
file-saved-already = Everything is in the file already.
file-not-saved = { $path } was not saved: { $why }
file-save-failed = Not saved: { $why }
file-saving-first = The save that is under way comes first …
file-none-chosen = No file was chosen.
file-read-only-here = It is read-only here: choose another name.
file-not-added = { $file } was not added: { $why }
file-others-left = A project is open; these files are left: { $files }.
file-changed-outside = Another program changed the project's file.
file-gone-outside = The project's file is gone from its folder. Save to write it again.
file-no-thread = The system gave no thread for it: { $detail }

# What the program set out to do beside the user's own work.
work-no-thread = This could not be made, for the system gave no thread for it: { $detail }
work-panicked = This could not be made, for the program has a fault: { $detail }

# Why a project is read-only; a whole sentence that stands behind others.
file-open-elsewhere = { $who } has it open.
file-write-protected = the file is write-protected.
file-unlocked = Nobody else can be kept from opening it at the same time: { $why }
file-not-kept = What { $path } held when it was opened could not be kept as an earlier version: { $detail }.
# Who has a file open, where that is not known.
file-another-program = Another program

## Saving

save-changed-outside = Another program changed the file since it was last read or saved.
save-gone = The file is no longer in its folder.
save-exists = There is a file of that name already.
save-open-elsewhere = { $who } has { $path } open. Choose another name.
save-failed = { $path } is not saved: { $stage }; { $advice } ({ $detail })
save-failed-exists = { $path } is not saved: { $why }
save-failed-changed = { $path } is not saved: another program has changed it since it was opened; look at what it holds now, replace it, or save under another name
save-failed-gone = { $path } is not saved: another program has removed or renamed it; save it there again, or under another name
save-failed-differs = { $path } is not saved: the disk gave back other bytes than it was given; choose a place on another disk
save-stage-find = its folder could not be reached
save-stage-read-old = what stands there now could not be read, and so is not replaced
save-stage-create = no file could be made in its folder
save-stage-write = writing stopped half way
save-stage-sync = the disk did not take the new content
save-stage-read-back = the new content could not be read back
save-stage-permissions = the new file could not be given the old one's permissions
save-stage-rename = the new file could not be put in the old one's place

# What did not go well in a save that went well.
saved-note = { $path }: { $note }.
saved-not-kept = it is saved, but no earlier version of it could be kept ({ $why })
saved-unconfirmed = it is saved, but the disk did not confirm it: save a copy on another disk too ({ $why })
saved-owner = it is saved, but now belongs to you and no longer to its owner ({ $why })

## What the system refuses, and what to do about it

trouble-no-space = there is no space left: make room, or choose another place
trouble-no-permission = you may not write or read there: change the permissions, or choose another place
trouble-read-only = this disk can only be read: choose another place
trouble-gone = the file or its folder is gone: perhaps it was moved or its disk was unplugged; choose another place
trouble-failing = the disk or the connection to it fails: choose a place on another disk
trouble-folder = this is a folder: choose another name
trouble-no-file = this is no ordinary file: choose another name
trouble-too-big = it is too large
trouble-bad-name = the system does not take this name: choose another, shorter one
trouble-exists = there is a file of this name already: choose another name
trouble-busy = another program uses it: close it there and try again
trouble-exhausted = the system has run out of open files or memory: close other programs and try again
trouble-other = try again, or choose another place
trouble-told = { $advice } ({ $detail })

# The same where a file is read.
read-failed = { $path } could not be read: { $advice } ({ $detail })
read-gone = there is no such file: perhaps it was moved, renamed or its disk was unplugged
read-no-permission = you may not read it: change its permissions, or ask its owner
read-failing = its disk or the connection to it fails: try a copy from another disk
read-folder = it is a folder: choose a file in it
read-no-file = it is no ordinary file: choose another one
read-other = try again, or choose another file

# What stands in brackets where the system has no words for it.
detail-folder = folder
detail-no-file = pipe, device or socket
detail-too-many = more than { $count } files
detail-too-big = more than { $megabytes } MB
detail-no-memory = out of memory
detail-one-change = one change of { $megabytes } MB
detail-fault = a fault in Gainsay itself
detail-links = the symbolic links go round in a circle
detail-temporary-gone = another program removes temporary files as fast as they are made
detail-other-bytes = the disk gave back other bytes than it was given
detail-broke-off = the reader broke off
detail-no-thread = no thread could be started: { $detail }

# GAINSAY_HOME is the variable's name.
folders-no-home = your home folder cannot be found; set { $variable } to a folder that Gainsay may write in

lock-who = process { $process } on { $host }, since { $since }
lock-unsupported = { $path } cannot be locked ({ $detail }): if somebody else opens it too, the one who saves last is asked first

## The settings

settings-not-kept = The settings were not kept: { $why }
settings-warning = { $path }: { $what }
settings-not-text = it is no UTF-8 text, so all settings are as at first
settings-no-fields = it holds no fields, so all settings are as at first
settings-broken = line { $line }, column { $column }: { $what }; all settings are as at first, and the next change replaces it
settings-odd-name = a field's name is { $name } and is ignored
settings-odd-value = { $field } cannot be { $value }, so it is as at first
settings-odd-import = in imports, { $value } says of no name what it is here, and counts for nothing
settings-unknown = { $field } is unknown to this version, and kept

## The journal

journal-no-folder = There is no folder for a journal: what is not saved would be lost in a crash.
journal-overcome = the journal { $path } could not be written ({ $detail }); another was begun and nothing is lost
journal-failed = your latest changes are only in memory, for the journal { $path } could not be written: { $advice }; save the project, perhaps on another disk ({ $detail })
journal-not-resumed = what was recovered could not be written to a new journal, and stays where it was
journals-unreadable = { $path } could not be read ({ $detail })
journal-damage = the journal is damaged at byte { $at }: { $what }; { $bytes ->
    [one] { $bytes } byte
   *[other] { $bytes } bytes
} from there
damage-short = it ends before its header does
damage-no-journal = it is no journal
damage-header-checksum = its header does not fit its checksum
damage-record-checksum = a record does not fit its checksum
damage-newer = a newer version of this program wrote it
damage-first-torn = its first record is not whole
damage-no-start = its first record is no start
damage-order = a record is out of order
damage-other-file = a record builds on another file
damage-unreadable = a record cannot be read
damage-kind = a record is of an unknown kind
record-newer = the record has format { $format }, and this program knows { $known }: use a newer Gainsay
record-damaged = the record is damaged: { $what }
record-unfit = the record does not fit the project: { $what }
record-two-rows = the two sides of a change are not of one row
record-no-side = a change has neither side
record-astray = “{ $words }” does not stand where it should

## What a crash left

rescue-taken = This is what the crash left. Save to keep it.
rescue-broken = It can't be put together: { $why }
rescue-no-base = what it builds on is neither in its file nor among the earlier versions
rescue-thrown-away = Thrown away what the crash left.
rescue-not-thrown-away = It could not be thrown away, and will be offered again: { $why }
rescue-not-looked-for = What earlier crashes may have left could not be looked for: { $why }
rescue-open-elsewhere = { $who } has { $path } open: save this under another name.
rescue-unfit = Step { $step } and those behind it do not fit: { $why }.
rescue-stray = { $count ->
    [one] { $count } step behind the damage could not be used.
   *[other] { $count } steps behind the damage could not be used.
}
rescue-file-changed = Its file was changed since. Saving will ask before it replaces that.
rescue-file-gone = Its file is no longer there.
rescue-file-unreadable = Its file can't be read: { $why }

## Why a file is not opened as a project

open-empty = the file is empty: open an earlier copy
open-not-utf8 = line { $line }: byte { $byte } (counted from 0) is not UTF-8, so the file is damaged or no project: open an earlier copy
open-no-project = line { $line }, column { $column }: expected `(format: { $format },` at the start, as a Gainsay project has it: choose another file, or add a text as an article instead
open-newer = the file has format { $format }, and this program knows formats up to { $known }: open it with a newer Gainsay; nothing was changed in it
open-syntax = line { $line }, column { $column }: { $what }: put the place right in a text editor, or open an earlier copy
open-merge = git left two versions of these lines for you to choose from: keep what you want of both and delete the lines that begin with <<<<<<<, ======= and >>>>>>>, and of two checksums keep either
open-fault = the file could not be made a project ({ $what }): this is a fault in Gainsay, so keep the file and report it

## What was odd in a project's file, and what was made of it

warning = { $place }: { $what }
warning-in-line = line { $line }: { $place }: { $what }
# A row of the file by its kind and the beginning of its id.
warning-place = { $table ->
    [label] label { $id }
    [attribute] attribute { $id }
    [relation-kind] relation kind { $id }
    [annotator] annotator { $id }
    [set] set { $id }
    [article] article { $id }
    [revision] revision { $id }
    [annotation] annotation { $id }
    [relation] relation { $id }
    [proposition] proposition { $id }
    [entity] entity { $id }
    [annotations] annotations of set { $id }
    [annotations-on] annotations of revision { $id }
    [relations] relations of set { $id }
    [done] done mark of set { $id }
    [absence] absence of proposition { $id }
    [dismissal] dismissal { $id }
    [decision] decision about annotation { $id }
    [exercise] exercise { $id }
    [conflict] conflict { $id }
   *[other] { $table } { $id }
}
# The same with the words that people know it by: a quote, a name, a title.
warning-place-of = { $place } “{ $words }”
warning-place-in = { $place }, article “{ $title }”

warning-no-id = “{ $text }” is no id, which has 26 digits of base 32: another stands in for it
warning-no-key = “{ $text }” is no key, which has letters, digits and hyphens: another stands in for it
warning-no-time = “{ $text }” is no time, such as { $instead }: that stands in for it
warning-no-word = “{ $text }” is none of { $known }: { $instead } stands in for it
warning-shortcut = the shortcut “{ $text }” is not one character: it was left out
warning-colour = there is no colour { $colour }, only 0 to { $last }
warning-same-twice = it is there twice, and both say the same: one was kept
warning-renamed = another one has the same name: this one is now { $name }

warning-no-label = the scheme has no label { $key }: it was added
warning-no-kind = the scheme has no relation kind { $key }: it was added
warning-no-attribute = the scheme has no attribute { $key }: it was added
warning-joins = the scheme does not let { $key } lead from { $from } to { $to }: it was kept
warning-not-given = the scheme does not give it the attribute { $key }: it was kept
warning-choice = attribute { $key } does not take the choice “{ $value }”: it was kept
warning-flag = attribute { $key } does not take the flag “{ $value }”: it was kept
warning-text = attribute { $key } does not take the text “{ $value }”: it was kept
warning-value-twice = attribute { $attribute } is there twice: { $value } was left out

warning-no-annotator = there is no annotator { $id }: one named “{ $name }” was added
warning-no-set = there is no set { $id }: one named “{ $name }” was added
warning-no-article = there is no article { $id }: one named “{ $name }” was added
warning-no-revision = there is no revision { $id }: an empty one was added, and what stood on it has no place
warning-number = its article has a text number { $taken } already: it is now { $number }
warning-text-changed = its text is not the one that was saved, or its SHA-256 is wrong: look for what was changed
warning-blocks = { $why }: its blocks were found anew, and were { $blocks }
warning-block = { $kind } in lines { $first } to { $last }

warning-no-words = it stands on no words: it was kept without a place
warning-overlap = two of its fragments overlap: they were joined
warning-some-astray = not all of its fragments have a place: it was kept without any
warning-out-of-order = its fragments no longer stand one behind the other as they did: it was kept without a place
# Why a fragment is not where it should be, and what became of it.
astray-empty = the span { $start } to { $end } holds no words
astray-outside = the span { $start } to { $end } reaches beyond the end of the text at { $length }
astray-other = at { $start } to { $end } stands “{ $there }”
astray-found = { $why }: “{ $quote }” was found at { $start } to { $end }
astray-lost = { $why }: “{ $quote }” could not be found for certain, and the annotation was kept without a place

warning-left-out = { $why }: it was left out. It said: { $said }
warning-no-end = it leads from or to an annotation that is not there
warning-itself = it leads from an annotation to itself
warning-joined-twice = another one joins the same two annotations in the same way
warning-twice = it is there twice
warning-done-of-none = its set or its article is not there
warning-absence-of-none = its proposition, article or set is not there
warning-decision-of-none = its annotation or its set is not there
warning-no-state = “{ $text }” is no SHA-256: what was settled there is open again
warning-points = { $number } is no number of points that can be given there: it was read as 0
warning-number-out = { $number } is out of bounds: it was read as { $near }
# $said is what it said the second time.
warning-asked-twice = “{ $name }” is there twice: the second one was left out: { $said }
warning-sealed = its sealed key is damaged and was left out: learners can not check themselves with this file
warning-no-hash = “{ $text }” is no SHA-256: it was left out
warning-conflict-of-none = what it is about is not there
warning-conflict-field = what it is about has no such field, or the field holds no such thing
warning-conflict-text = the text of its words is not there
warning-conflict-astray = a version’s words “{ $words }” are not where they should be: it was kept as detached
warning-no-member = its member { $member } is not there: it was left out
warning-member-twice = its member { $member } is in another one already: it was left out
# What a row said that was left out: the row first, then the rest of it, with this between.
left-out-between = {"; "}
left-out-relation = “{ $kind }” from { $start } to { $end }
left-out-done = { $article } is done
left-out-absence = { $proposition } was read for in { $article } and is not there
left-out-dismissal = it was dismissed, “{ $reason }”
left-out-decision = what annotators marked there was settled
left-out-annotation = { $label } “{ $words }” in “{ $title }”
left-out-quoted = “{ $text }”
left-out-value = { $name }: { $value }
left-out-note = note “{ $text }”
left-out-set = set “{ $name }”
left-out-no-annotation = an annotation that is not there ({ $id })
left-out-no-article = an article that is not there ({ $id })
left-out-no-proposition = a proposition that is not there ({ $id })
left-out-no-set = a set that is not there ({ $id })
# The whole file, where another one stands for a row; and what is odd in it.
warning-file = the file
warning-checksum = the checksum is not that of the content: the file was damaged or edited by hand

passed-hidden = it is hidden
passed-link = links within folders are not followed
passed-device = it is neither a file nor a folder
passed-twice = it was read already
passed-of-page = a browser keeps it beside a saved page
passed-foreign = another program’s work is in it: import it (`gainsay import`)
passed-no-document = no article can be made of such a file
