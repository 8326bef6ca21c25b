# What the program says in a terminal. The library that reads the command line says a few words of its own, in English:
# the headings of the help ("Usage", "Options") and what is wrong with an option.

terminal-about = Marks in news articles who claims what, who denies it, on whose word and about whom.
terminal-guide =
    Without a command, gainsay opens its window:
      gainsay                        the project opened last, or the sample
      gainsay mi6.ron                a project
      gainsay one.txt two.txt        articles, as a new project
      gainsay --renderer wgpu        drawn by Vulkan, Metal or Direct3D 12, if OpenGL draws it badly
    A file that is named like a command is written with its folder: gainsay ./check

    Commands that need no window:
      gainsay check mi6.ron          says what is in a project and what is odd in it:
                                       mi6.ron: 2 articles, 41 annotations, 17 relations, 1 annotator
                                       mi6.ron:212: annotation 3k7d2x9q…, article “Dam holds”: …
      gainsay check --json *.ron     the same for programs
      gainsay new mi6.ron one.txt two.txt
                                     makes a project from text and Markdown files
      gainsay new mi6.ron *.txt --encoding windows-1252
                                     the same, with all of them in this encoding
      gainsay ledger mi6.ron -o dossier.html
                                     writes what each article does with each claim, to hand over
      gainsay verify dossier.json mi6.ron
                                     says which quotes no longer stand where the dossier says
      gainsay compare ada.ron ben.ron
                                     says how far two people marked the same
      gainsay shared mi6.ron         prints the passages that articles have in common, and the quotations
                                     that they give differently
      gainsay revise mi6.ron denial new.txt -o mi6-2.ron
                                     adds a new text of an article with its annotations carried over to it
      gainsay merge mi6.ron anna.ron bert.ron -o both.ron
                                     merges two copies of mi6.ron that were worked on apart
      gainsay diff anna.ron bert.ron says what differs between two projects
      gainsay add mi6.ron three.txt  adds articles to a project
      gainsay import brat folder -o mi6.ron
                                     takes in what was annotated with another program
      gainsay export mi6.ron --to brat -o folder
                                     hands a project out to another program
      gainsay convert brat folder doccano all.jsonl
                                     does both without a project
      gainsay formats                lists the formats of other programs

    Exit status:
      0  all is well
      1  a project was read with warnings; verify: quotes stand otherwise; revise: some annotations lost their place;
         merge: the copies contradict each other, which is in OUT to be settled; diff: something differs;
         import, export, convert: something could not be kept, which is listed
      2  a file can't be read or written, or the command line is wrong
      3  there is no display to open a window on, or nothing to draw it with

    Projects are RON text files that people can read and git can compare. Nothing is ever sent over a network.
terminal-files = A project, with others to compare or merge it with; or articles to make a new one of
terminal-renderer = What draws the window: whatever works (auto), OpenGL (glow), or Vulkan, Metal or Direct3D 12 (wgpu)

terminal-check = Say what is in projects and what is odd in them
terminal-check-more =
    Say what is in projects and what is odd in them

    Prints a line for each project, `NAME: 2 articles, 41 annotations, 17 relations, 1 annotator`, and below it one line for each warning, `NAME:LINE: WHAT IS ODD`. Files are only read. Exits with 0 when nothing is odd, 1 when something is, 2 when a file can't be read.
terminal-check-files = Projects to check
terminal-check-json = Print one JSON list, with an object for each file

terminal-new = Make a project from text and Markdown files
terminal-new-more =
    Make a project from text and Markdown files

    Each file becomes an article. Its first line is taken as the headline; of a Markdown file (.md, .markdown) the first heading is, and its marks go. Of a saved web page (.html, .htm, .xhtml, .mhtml, .mht) the article is looked for, and its details; what may be wrong with that is said. Of a document of a word processor (.docx, .odt, .rtf) the styles say what is a headline, a heading, a quotation or a list; comments and footnotes are left out, tracked changes are taken as accepted, and that is said. Of an e-book (.epub) all chapters are taken, in their order. The encoding is found from a byte order mark, from being UTF-8 or UTF-16, or else guessed from the letters; which one was taken is said for each file that was not UTF-8, with anything that was left out.

    Of a PDF document (.pdf) the text is read column by column, without the heads and feet of its pages. A scan without text is refused.
terminal-new-out = The project to make; a file that is there is not replaced
terminal-new-articles = Text files, one an article
terminal-new-annotator = Who is going to annotate; the user's name when it is left out
terminal-new-encoding = Read all files in this encoding, such as windows-1252, shift_jis or utf-16le
terminal-new-no-encoding = there is no encoding of that name; there are { $encodings }
# How a text file was read, and why so.
terminal-new-nameless = --annotator needs a name
terminal-new-read = read as { $encoding } ({ $why })
terminal-new-force = Replace OUT.ron if it is there
terminal-new-json = Print what was made as JSON
terminal-there = { $path } is there already: choose another name, or say --force to replace it

terminal-ledger = Write a project's claim ledger as a dossier: HTML, Markdown or JSON
terminal-ledger-more =
    Write a project's claim ledger as a dossier: HTML, Markdown or JSON

    A dossier lays the articles side by side, claim by claim: who says it, on whose word, who denies it and how far, and who is silent. Behind each claim stand its quotes, with their places in the article's text and the SHA-256 of that text. It says in front which claims are denied, in full or in part; which of them an article never mentions; and which rest on unnamed people only.

    Without -o it goes to the standard output, as Markdown unless another form is asked for. With -o the name of the file says which form: .html, .md or .json.

      gainsay ledger mi6.ron | less
      gainsay ledger mi6.ron -o dossier.html
      gainsay ledger mi6.ron --json -o dossier.json

    HTML needs no other file and no script, and prints on A4 and Letter. JSON is what `gainsay verify` reads.
terminal-ledger-project = The project
terminal-ledger-html = Write a page to read and print
terminal-ledger-md = Write Markdown
terminal-ledger-json = Write JSON, for programs and for verifying
terminal-ledger-out = Write to this file; one that is there is not replaced
terminal-ledger-set = Take only this set of annotations into account, by its name as the program shows it; may be said several times. All sets when it is left out
terminal-ledger-force = Replace FILE if it is there
terminal-ledger-which = its name doesn't say which form: end it in .html, .md or .json, or say --html, --md or --json
terminal-ledger-no-set = there is no set named “{ $name }”; there are: { $sets }
terminal-ledger-warnings = { $count ->
    [one] there is a warning
   *[other] there are { $count } warnings
} about this project: see `gainsay check`
terminal-ledger-made = { $form }, { $rows ->
    [one] { $rows } claim
   *[other] { $rows } claims
}

terminal-verify = Say which quotes of a dossier no longer stand in a project where the dossier says
terminal-verify-more =
    Say which quotes of a dossier no longer stand in a project where the dossier says

    DOSSIER is one written as JSON: gainsay ledger PROJECT --json -o dossier.json

    Each quote is looked for: in the article, in the text with the SHA-256 that the dossier names, at the place that it names. Its annotation must still be there and stand on the same words. One line for each quote that stands otherwise says what is: the article or the annotation is gone, it was moved, the text was changed. Relations and verdicts are not compared. Files are only read. Exits with 0 when all quotes stand, 1 when some do not, 2 when a file can't be read.
terminal-verify-dossier = A dossier in JSON
terminal-verify-project = The project to hold it against
terminal-verify-json = Print what was found as one JSON object
terminal-verify-counted = { $standing } of { $quotes } quotes stand where the dossier says
terminal-verify-revised = “{ $article }” has a later text than the one that was read for the dossier

terminal-merge = Merge two copies of a project that were worked on apart
terminal-merge-more =
    Merge two copies of a project that were worked on apart

    What only one copy changed is taken from it, field by field: it does not matter where in the file it stands, nor which copy comes first. What both changed, each to something else, is a conflict, and so is what one copy took out and the other changed or uses: OUT keeps all versions, and the window lists them to be settled (Compare > Conflicts).

    Without BASE what one copy took out can't be told from what the other one added, and so it stays.

      gainsay merge sent.ron anna.ron bert.ron -o both.ron
      gainsay merge - anna.ron bert.ron -o both.ron

    A copy that is damaged or was edited by hand is not merged unless --force is said; its warnings are printed. OUT is written whole or not at all.

    As git's merge driver, for projects named *.ron:

      echo '*.ron merge=gainsay diff=gainsay' >> .gitattributes
      git config merge.gainsay.driver 'gainsay merge %O %A %B -o %A'
      git config diff.gainsay.command 'gainsay diff --git'

    Exits with 0 when nothing is in conflict, 1 when something is, 2 when nothing could be merged or written.
terminal-merge-base = The project that both copies were made of; - or an empty file when it is not there any more
terminal-merge-ours = One copy
terminal-merge-theirs = The other copy
terminal-merge-out = Where to write the merged project; a file that is there is not replaced, unless it is OURS
terminal-merge-force = Merge what could be read of damaged copies, and replace OUT if it is there
terminal-merge-json = Print what is in OUT and what is in conflict as JSON
terminal-merge-odd = a copy is damaged or was edited by hand, and nothing was written: see `gainsay check`, or say --force to merge what could be read
# $versions are what the copies say, parted by bars.
terminal-merge-conflict = in conflict: { $about }: { $versions }
terminal-merge-taken-out = in conflict: { $about }: one copy took it out, the other one changed or uses it

terminal-diff = Print what differs between two projects
terminal-diff-more =
    Print what differs between two projects

    Tells article by article what was added, changed and removed from the first project to the second, a line each, then what differs in the project as a whole. Rows are matched by their ids.

    Exits as diff does: with 0 when nothing differs, 1 when something does, 2 when a file can't be read.
terminal-diff-files = Two projects; with --git what git hands over
terminal-diff-git = Take the arguments that git gives a diff.<name>.command, and always exit with 0
terminal-diff-json = Print one JSON object: whether they are the same, how many differences there are, and those by article
terminal-diff-two = diff compares two projects: name both
terminal-diff-unmerged = not merged yet
terminal-diff-project = The project as a whole
terminal-diff-entry = {"  "}{ $entry }

terminal-compare = Say how far several people marked the same in the same articles
terminal-compare-more =
    Say how far several people marked the same in the same articles

    Compares sets of one project or of several; articles are matched by their text, and only those count that a set is done with. Prints F1, Cohen's and Fleiss' kappa, Krippendorff's alpha, the u-alpha family, gamma, and how far relations and attributes agree: overall, by label, by article and by pair, each with how much was counted and an interval, and what was left out and why. Sets that were adjudicated are made of the others and left out, unless --annotators names them. Exits with 0 when the projects were read without warnings, 1 with some or where --labels names a label that no project has, 2 when a file can't be read or there is nothing to compare.

    With --json, one object: format (1; another number when a key changes), sets (name, project), labels (key, name), articles (title, sha256 of the text), left_out (why, with set, article and annotation or null), near (nearly equal texts, which are not compared: articles with project and title, alike from 0 to 1, changes with old and new words), doubled (annotations on words that their set marked with the same label before), match, seed, and measures. Each measure has measure (its name, such as spans strict f1), attribute or null, unit of what is counted, overall, labels and kinds (by key), articles (with title), pairs (with sets, two names), left_out, and gamma or null (observed, expected, deviation, samples, seed, exact). Each value has value (a number or null), undefined (why there is none, or null), n (how much was counted), interval (two ends, or null), no_interval (why there is none, or null) and approximate (true where an alignment of gamma may not be the best).
terminal-compare-projects = Projects, one or several
terminal-compare-annotators = Compare only these sets, by the name of the set or its annotator, parted by commas
terminal-compare-match = When annotations are the same, for the relations and attributes on them: exact, overlap=0.5 (a share of their words), or token
terminal-compare-no-match = it is exact, token, or overlap=SHARE, such as overlap=0.5
terminal-compare-labels = Which labels count as which: demand=claim,rumour= (nothing behind the sign leaves a label out), or a file with one a line
terminal-compare-json = Write JSON
terminal-compare-csv = Write CSV, a row a value
terminal-compare-html = Write a page of HTML
terminal-compare-out = Write to a file, in the form its name says: .txt, .csv, .json or .html
terminal-compare-seed = The number that samples are drawn from; the same number draws the same
terminal-compare-force = Replace FILE if it is there
terminal-compare-which = name the form: .txt, .csv, .json or .html, or --json, --csv, --html
terminal-compare-warnings = { $count ->
    [one] read with a warning; gainsay check says more
   *[other] read with { $count } warnings; gainsay check says more
  }
terminal-compare-one-set = there are fewer than two sets to compare: name them with --annotators, or more projects
terminal-compare-no-article = there is nothing to compare: no article has a text that two sets are done with
terminal-compare-no-annotator = there is no set or annotator { $name }; there are { $sets }
terminal-compare-no-text = it is no UTF-8 text
terminal-compare-no-label = { $what } is no pair of labels such as demand=claim
terminal-compare-made = { $measures } measures of { $articles ->
    [one] one article
   *[other] { $articles } articles
  } written

terminal-shared = Print what articles have in common, word for word or nearly
terminal-shared-more =
    Print what articles have in common, word for word or nearly

    For each two articles of a project: the passages that both have, but for case, punctuation and small edits, and the quotations that they give differently. Words that differ stand in [brackets]. Names and set phrases are no passages.

    Exits with 0, also when there is nothing; with 1 when the project was read with warnings, which `gainsay check` prints; with 2 when it can't be read.
terminal-shared-project = A project
terminal-shared-json = Print a JSON list, with an object for each two articles that have something in common; offsets count Unicode code points
terminal-shared-none = No two articles have a passage in common, or quote the same words differently.
terminal-shared-pair = “{ $one }” and “{ $other }”: { $passages ->
        [one] { $passages } passage
       *[other] { $passages } passages
    } in common, { $quotations ->
        [one] { $quotations } quotation
       *[other] { $quotations } quotations
    } given differently
terminal-shared-passages = Passages
terminal-shared-quotations = Quotations
terminal-shared-line = line { $line }: { $words }

terminal-revise = Add a new text of an article, with its annotations carried over
terminal-revise-more =
    Add a new text of an article, with its annotations carried over

    Each annotation goes where its words stand in the new text. Where that is not certain (the words have changed, or two places fit equally well) it is kept as detached, and the window offers the likeliest places. The text before is kept. Prints what moved and what was detached.

    Exits with 0 when every annotation kept its place, 1 when some were detached or the project was read with warnings, 2 when nothing was done.
terminal-revise-project = The project; it stays as it is, unless OUT is the same file
terminal-revise-article = Which article: its number in the list, its title or a part of it, or its id
terminal-revise-file = The new text: a text file, a Markdown file, a saved web page, a PDF document, a document of a word processor (.docx, .odt, .rtf) or an e-book (.epub)
terminal-revise-out = Where to write the project; a file that is there is not replaced
terminal-revise-encoding = Read the new text in this encoding, such as windows-1252
terminal-revise-force = Replace OUT if it is there
terminal-revise-json = Print what became of the annotations as JSON
# $articles is a list of all articles with their numbers, each in a line of its own.
terminal-revise-no-article = there is no article “{ $name }”; there are:{ $articles }
terminal-revise-several = “{ $name }” is in the titles of several articles; there are:{ $articles }
terminal-revise-text = “{ $title }” has a text { $number } now: { $edits ->
        [0] no edits
        [one] { $edits } edit
       *[other] { $edits } edits
    }, { $moves ->
        [0] nothing moved
        [one] { $moves } passage moved
       *[other] { $moves } passages moved
    }
terminal-revise-counts = { $exact ->
        [one] { $exact } annotation
       *[other] { $exact } annotations
    } where they were, { $moved } moved, { $lost } detached
terminal-revise-moved = moved: { $label } “{ $words }”
terminal-revise-lost = detached: { $label } “{ $words }”

# A line about a file: what is odd, where in it; or what is wrong with it.
terminal-file = { $path }: { $what }
terminal-file-line = { $path }:{ $line }: { $what }

terminal-no-window =
    the window could not be opened: { $why }.
    Start it from a desktop session. On a remote machine, use `ssh -X` or a virtual display such as Xvfb.
    Without a window, `gainsay check FILE` and `gainsay new OUT.ron ARTICLE` work all the same.
terminal-no-display = there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)
# $tried is a line for each terminal-renderer-failed; $missing is one of the terminal-missing messages below.
terminal-nothing-draws =
    the window could not be opened. Tried in vain:
      { $tried }
    { $missing }
    Without a window, `gainsay check FILE` and `gainsay new OUT.ron ARTICLE` work all the same.
# $renderer is OpenGL, Vulkan, Metal or Direct3D 12; $name is glow or wgpu.
terminal-renderer-failed = { $renderer } (--renderer { $name }): { $why }
terminal-renderer-hangs = nothing within { $seconds } seconds
terminal-drawn = drawn with { $renderer }, for this failed: { $tried }
terminal-not-again = the program could not be started again: { $why }
# $what is a list of libraries and drivers, $debian and $fedora are lists of packages.
terminal-missing =
    Not found here: { $what }. OpenGL or Vulkan will do.
      Debian, Ubuntu:  sudo apt install { $debian }
      Fedora:          sudo dnf install { $fedora }
terminal-missing-nothing =
    All that a window needs seems to be installed, so it is the driver or the display that refuses.
    In a virtual machine or on a remote desktop, try LIBGL_ALWAYS_SOFTWARE=1 gainsay.
terminal-missing-driver = The graphics driver is missing, or too old: install the one of the machine's maker.
terminal-missing-opengl-driver = an OpenGL driver
terminal-missing-vulkan-driver = a Vulkan driver
terminal-library-failed = a library or a driver that it needs failed
terminal-window-lost = the window was lost: { $why }. What was not saved is offered at the next start.

terminal-formats = List the formats of other programs
terminal-formats-more =
    List the formats of other programs

    Each line says what a format is called here, whether it comes in or goes out, what its offsets count, and what it can hold beside labels on words. What a project has and a format can't hold is listed by `gainsay export`, with counts and places.
terminal-formats-json = Print the list as JSON
terminal-formats-both = in, out
terminal-formats-in = in
terminal-formats-out = out
terminal-formats-no-unit = no offsets
terminal-formats-row = { $format }  { $ways }  { $name }; { $unit }; { $holds }

terminal-import = Take in what was annotated with another program
terminal-import-more =
    Take in what was annotated with another program

    Files, folders with all below them, or `-` for the standard input are read in FORMAT (see `gainsay formats`), or in the one that they look like where FORMAT is `auto`. PROJECT is made, or what comes is added to it: articles whose text is there already get the annotations, others are added; each annotator stays one, in a set of their own. Somebody of the same name as an annotator of the project is taken for them: what goes on with a set of theirs comes into it, and what is there already is not added again. Labels, relation kinds and attributes become those of the same key, else of about the same name, else new ones.

    A project that is made has the usual scheme (claim, denial, source, actor), as in the window, and what comes joins that by name. What files declare and nothing has comes too: it says what is to be marked.

    What could not be kept is listed on the standard error, with counts and the first places; what begins with “note:” is to be known and no loss. Exits with 0 when all was kept, 1 when something was not, 2 when nothing was done.
terminal-import-format = The format, or `auto`
terminal-import-paths = Files and folders
terminal-import-out = The project to make, or to add to; `-` prints a new one on the standard output
terminal-import-annotator = Whose that is of which nobody is named; a set with the name of the format when it is left out
terminal-import-labels = What labels, relation kinds and attributes become: `Person=actor,says=made by`, or a file with one of these in each line; nothing behind the sign leaves a part out
terminal-import-apart = Take annotators of the same name as annotators of the project for other people, and bring in everything once more
terminal-import-json = Print what was done as JSON
terminal-import-nothing = nothing came of it
terminal-imported = { $articles ->
        [0] no new articles
        [one] one new article
       *[other] { $articles } new articles
    }, { $annotations ->
        [one] one annotation
       *[other] { $annotations } annotations
    } and { $relations ->
        [one] one relation
       *[other] { $relations } relations
    } came in
terminal-person-known = “{ $name }” is taken for the annotator of this name who is here; with --apart for somebody else
terminal-again = { $annotations ->
        [0] { $relations ->
            [one] One relation is
           *[other] { $relations } relations are
        }
        [one] { $relations ->
            [0] One annotation is
            [one] One annotation and one relation are
           *[other] One annotation and { $relations } relations are
        }
       *[other] { $relations ->
            [0] { $annotations } annotations are
            [one] { $annotations } annotations and one relation are
           *[other] { $annotations } annotations and { $relations } relations are
        }
    } here already and did not come again
terminal-name-became = “{ $name }” ({ $count }) became “{ $new }”
terminal-name-left = “{ $name }” ({ $count }) was left out
terminal-names-unused = declared there and not used yet, and in the scheme now: { $names }
terminal-no-part = there is nothing called “{ $name }” in it; there are { $parts }
terminal-no-format = there is no format “{ $name }”; there are { $formats }
terminal-unknown-format = the files look like none of the formats that come in: name one; `gainsay formats` lists them
terminal-not-out = { $format } is a format that comes in, not one that goes out
terminal-too-much = this is more than { $megabytes } MB: import it in parts
terminal-reading = reading: { $percent }%
terminal-importing = importing: { $percent }%
terminal-exporting = exporting: { $percent }%
terminal-converting = converting: { $percent }%
terminal-several-files = { $format } needs several files here, and the standard output is one: name a folder instead of -
terminal-add-known = its text is here already, as “{ $title }”: it was not added again
terminal-parts-left = { $count ->
    [one] one part of it was left out, for it does not look like the article’s
   *[other] { $count } parts of it were left out, for they do not look like the article’s
}
# Behind the name of a file that was to be written.
terminal-over-source = That is a file which is read: choose another name.
terminal-exported = { $files ->
        [one] one file for { $format }
       *[other] { $files } files for { $format }
    }
# $places is a list of places, $more says that there are others.
terminal-remark = gainsay: { $what } { $places }{ $more }
# The same of what is not on the other side and counts as no loss.
terminal-note = gainsay: note: { $what } { $places }{ $more }
terminal-more-places = ; …

terminal-export = Hand a project out to another program
terminal-export-more =
    Hand a project out to another program

    Writes what was chosen of a project in FORMAT (see `gainsay formats`). Where the format makes one file, PATH is that file, or `-` for the standard output; where it makes several, PATH is a folder. What the format can't hold is left out whole, never changed into something else, and listed on the standard error, with counts and the first places. What begins with “note:” is nobody's work: when annotations were made, in which order things stand, who annotated.

    PATH is never the project itself, whatever leads to it, not even with --force. Exits with 0 when the format holds all of it but for such notes, 1 when something was left out, 2 when nothing was written.
terminal-export-project = The project
terminal-export-format = The format
terminal-export-out = Where it goes: a file, or a folder where the format makes several files; what is there is not replaced
terminal-export-articles = Only these articles, by number, title or id; all when it is left out
terminal-export-annotators = Only these annotators or sets; all when it is left out
terminal-export-force = Replace files that are there

terminal-add = Add articles to a project
terminal-add-more =
    Add articles to a project

    Each file becomes an article, as with `gainsay new`; of a folder all do that an article can be made of, with all below it. What a browser keeps beside a saved page (a “_files” folder) is passed over, and so is what is hidden, links within folders, and what is no document. The project is saved where it is, with all that could be added; the rest is listed on the standard error with the reason.

    Exits with 0 when all was added, 1 when something in a folder was not that may be missed, 2 when something was not that was named itself, or nothing was done.
terminal-add-project = The project
terminal-add-documents = Documents, one an article, and folders of such
terminal-add-no-project = there is no project: `gainsay new` makes one

terminal-convert = Read files of one program and write them for another
terminal-convert-more =
    Read files of one program and write them for another

    Does what `gainsay import` and `gainsay export` do, without a project in between. What neither could keep is listed, and exits are as theirs. No file that is read is written over, not even with --force.
terminal-convert-path = A file or folder, or `-` for the standard input
terminal-compare-unknown-label = no project has the label that --labels names: { $labels }
terminal-compare-progress = measuring: { $percent }%
