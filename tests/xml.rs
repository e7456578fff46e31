//! The hardened reader and the writer.

use dmpkit::xml::{decode, Document, Error, Limits, Node, Problem, Stream, Writer};

fn problem(xml: &str) -> Problem {
    with_limits(xml, &Limits::default()).unwrap_err()
}

/// Both readers refuse the same, at the same place.
fn with_limits(xml: &str, limits: &Limits) -> Result<(), Problem> {
    let tree = Document::parse(xml, limits).map(|_| ());
    assert_eq!(streamed(xml, limits).map(|_| ()), tree, "{xml}");
    tree.map_err(|error| error.problem)
}

/// The names and attributes of a document in their order, its text apart.
fn streamed(xml: &str, limits: &Limits) -> Result<Vec<String>, Error> {
    fn children(stream: &mut Stream<'_, '_>, all: &mut Vec<String>) -> Result<(), Error> {
        while let Some(name) = stream.child()? {
            let attributes = stream
                .attributes()
                .map(|(name, value)| format!(" {{{}}}{}={value}", name.namespace, name.local));
            let attributes: String = attributes.collect();
            all.push(format!("{{{}}}{}{attributes}", name.namespace, name.local));
            children(stream, all)?;
        }
        Ok(())
    }
    let (mut stream, mut all) = (Stream::new(xml, limits)?, Vec::new());
    children(&mut stream, &mut all)?;
    Ok(all)
}

#[test]
fn a_stream_gives_elements_in_their_order() {
    let xml = "<a xmlns='u:1'>x<b c='&lt;'/>y<!-- z --><p:d xmlns:p='u:2' p:e='1'><f/></p:d></a>";
    let found = streamed(xml, &Limits::default()).unwrap();
    assert_eq!(found, ["{u:1}a", "{u:1}b {}c=<", "{u:2}d {u:2}e=1", "{u:1}f"]);
}

#[test]
fn a_stream_reads_texts_and_passes_over_the_rest() {
    let xml =
        "<a><b>un<!-- non -->&lt;<c>d<e/></c><![CDATA[<f>]]></b><g><h/>i</g><j/><k>fin</k></a>";
    let limits = Limits::default();
    let mut stream = Stream::new(xml, &limits).unwrap();
    let name = |stream: &mut Stream<'_, '_>| stream.child().unwrap().map(|n| n.local.to_string());
    assert_eq!(name(&mut stream).as_deref(), Some("a"));
    assert_eq!(name(&mut stream).as_deref(), Some("b"));
    assert_eq!(stream.text().unwrap(), "un<d<f>");
    assert_eq!(name(&mut stream).as_deref(), Some("g"));
    stream.skip().unwrap();
    assert_eq!(name(&mut stream).as_deref(), Some("j"));
    assert_eq!(stream.text().unwrap(), "");
    assert_eq!(name(&mut stream).as_deref(), Some("k"));
    assert_eq!(stream.position(), (1, 72));
    assert_eq!(stream.text().unwrap(), "fin");
    assert_eq!(name(&mut stream), None, "the end of a");
    assert_eq!(name(&mut stream), None, "the end of the document");
}

/// Content is passed over where it would read the same, and only there.
#[test]
fn repeated_content_is_known_again() {
    let limits = Limits::default();
    let repeats = |second: &str| {
        let xml = format!("<r xmlns:p='u'><a><p:b/>x</a>{second}<z/></r>");
        let mut stream = Stream::new(&xml, &limits).unwrap();
        stream.child().unwrap();
        stream.child().unwrap();
        let mark = stream.mark();
        stream.skip().unwrap();
        let content = stream.content(mark).unwrap();
        let name = stream.child().unwrap().unwrap();
        assert_eq!(name.local, "a");
        let known = stream.repeats(&content).unwrap();
        if !known {
            stream.skip().unwrap();
        }
        assert_eq!(stream.child().unwrap().unwrap().local, "z");
        // The end of z, of r, and of the document.
        (0..3).for_each(|_| assert!(stream.child().unwrap().is_none()));
        known
    };
    assert!(repeats("<a><p:b/>x</a>"));
    assert!(repeats("<a c='1'><p:b/>x</a >"));
    assert!(!repeats("<a><p:b/>xy</a>"), "more follows");
    assert!(!repeats("<a><p:b/>x<c/></a>"), "more follows");
    assert!(!repeats("<a xmlns:p='v'><p:b/>x</a>"), "other names");
    assert!(!repeats("<a/>"));
    let few = Limits { nodes: 8, ..Limits::default() };
    let many = "<r><a><b/></a><a><b/></a><a><b/></a><a><b/></a></r>";
    let mut stream = Stream::new(many, &few).unwrap();
    stream.child().unwrap();
    stream.child().unwrap();
    let mark = stream.mark();
    stream.skip().unwrap();
    let content = stream.content(mark).unwrap();
    let counted = std::iter::from_fn(|| match stream.child() {
        Ok(Some(_)) => Some(stream.repeats(&content).map(|_| ())),
        Ok(None) => None,
        Err(error) => Some(Err(error)),
    });
    let problem = counted.filter_map(Result::err).next().unwrap().problem;
    assert_eq!(problem, Problem::TooManyNodes { limit: 8 }, "what is passed over counts");
}

#[test]
fn namespaces_follow_their_declarations() {
    let xml =
        "<a xmlns='u:1' xmlns:p='u:2'><b/><p:b xmlns:p='u:3' p:x='1' x='2'/><c xmlns=''/></a>";
    let document = Document::parse(xml, &Limits::default()).unwrap();
    let root = document.root();
    assert!(root.is("u:1", "a") && root.child("u:1", "b").is_some());
    let inner = root.child("u:3", "b").unwrap();
    assert_eq!(inner.attribute("x").as_deref(), Some("2"));
    assert_eq!(inner.attribute_in("u:3", "x").as_deref(), Some("1"));
    assert!(root.child("", "c").is_some());
}

#[test]
fn text_is_put_together_from_its_pieces() {
    let xml = "<a>un<!-- non -->&lt;<![CDATA[<deux>]]>&#233;<?pi non?>\r\nfin</a>";
    let document = Document::parse(xml, &Limits::default()).unwrap();
    assert_eq!(document.root().text(), "un<<deux>é\nfin");
}

#[test]
fn mixed_content_keeps_its_order() {
    let document = Document::parse("<a>x<b>y</b> <b>z</b>&amp;</a>", &Limits::default()).unwrap();
    let pieces: Vec<String> = document
        .root()
        .nodes()
        .map(|node| match node {
            Node::Element(element) => format!("<{}>", element.text()),
            Node::Text(text) => text.into_owned(),
        })
        .collect();
    assert_eq!(pieces, ["x", "<y>", " ", "<z>", "&"]);
}

#[test]
fn attributes_are_normalised() {
    let xml = "<a t='1&amp;2&#10;3\n4\t5'/>";
    let document = Document::parse(xml, &Limits::default()).unwrap();
    assert_eq!(document.root().attribute("t").as_deref(), Some("1&2\n3 4 5"));
}

#[test]
fn what_attacks_a_parser_is_refused() {
    let laughs = "<!DOCTYPE a [<!ENTITY l 'ha'><!ENTITY m '&l;&l;'>]><a>&m;</a>";
    assert_eq!(problem(laughs), Problem::DocumentType);
    assert_eq!(problem("<!DOCTYPE a SYSTEM 'file:///x'><a/>"), Problem::DocumentType);
    assert_eq!(problem("<a>&m;</a>"), Problem::UnknownEntity);
    assert_eq!(problem("<a b='&m;'/>"), Problem::UnknownEntity);
    assert_eq!(problem("<a>&#0;</a>"), Problem::UnknownEntity);
    assert_eq!(problem("<a>\u{1}</a>"), Problem::ForbiddenCharacter);
    assert_eq!(problem("<p:a/>"), Problem::UnboundPrefix);
    assert_eq!(problem("<a p:b='1'/>"), Problem::UnboundPrefix);
    assert_eq!(problem("<a b='1' b='2'/>"), Problem::DuplicateAttribute);
    let same = "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>";
    assert_eq!(problem(same), Problem::DuplicateAttribute);
    assert_eq!(problem("<a xmlns='u' xmlns='v'/>"), Problem::DuplicateAttribute);
    assert_eq!(problem(""), Problem::NoRoot);
    assert_eq!(problem("<a/><b/>"), Problem::ContentOutsideRoot);
    assert_eq!(problem("<a/>x"), Problem::ContentOutsideRoot);
    assert_eq!(problem("x<a/>"), Problem::ContentOutsideRoot);
    for broken in
        ["<a>", "<a></b>", "</a>", "<a b/>", "<a b=1/>", "<a b='1'c='2'/>", "<a", "<a =''/>"]
    {
        assert!(matches!(problem(broken), Problem::Syntax(_)), "{broken}");
    }
}

#[test]
fn sizes_are_bounded() {
    let deep = "<a>".repeat(101) + &"</a>".repeat(101);
    assert_eq!(problem(&deep), Problem::TooDeep { limit: 100 });
    let just = "<a>".repeat(100) + &"</a>".repeat(100);
    assert_eq!(with_limits(&just, &Limits::default()), Ok(()));
    let small = Limits { bytes: 20, nodes: 3, attributes: 1, ..Limits::default() };
    let large = "<a>01234567890123456789</a>";
    assert_eq!(with_limits(large, &small), Err(Problem::TooLarge { limit: 20 }));
    assert_eq!(with_limits("<a><b/><b/><b/></a>", &small), Err(Problem::TooManyNodes { limit: 3 }));
    let two = with_limits("<a b='1' c='2'/>", &small);
    assert_eq!(two, Err(Problem::TooManyAttributes { limit: 1 }));
}

#[test]
fn namespace_declarations_count_as_attributes() {
    let limits = Limits { attributes: 10, ..Limits::default() };
    let many: String = (0..11).map(|i| format!(" xmlns:p{i}='u'")).collect();
    let refused = with_limits(&format!("<a{many}/>"), &limits);
    assert_eq!(refused, Err(Problem::TooManyAttributes { limit: 10 }));
}

#[test]
fn errors_say_where() {
    let error = Document::parse("<a>\n  <b>é&x;</b>\n</a>", &Limits::default()).err().unwrap();
    assert_eq!((error.line, error.column), (2, 7));
    assert_eq!(error.to_string(), "an entity that is not predefined is refused (line 2, column 7)");
}

#[test]
fn bytes_are_decoded_by_mark_or_declaration() {
    let text = "<?xml version='1.0' encoding='UTF-16'?><a>é</a>";
    let units =
        |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let little = units(u16::to_le_bytes);
    let big = units(u16::to_be_bytes);
    assert_eq!(decode(&[&[0xFF, 0xFE][..], &little].concat()).unwrap(), text);
    assert_eq!(decode(&[&[0xFE, 0xFF][..], &big].concat()).unwrap(), text);
    assert_eq!(decode(&little).unwrap(), text, "without mark");
    assert_eq!(decode(&big).unwrap(), text, "without mark");
    assert_eq!(decode(b"\xEF\xBB\xBF<a/>").unwrap(), "<a/>");
    let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>";
    assert!(decode(latin).unwrap().ends_with("<a>é</a>"));
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let refused = |bytes: &[u8]| decode(bytes).unwrap_err().problem;
    assert_eq!(refused(b"<a>\xE9</a>"), Problem::BadEncoding);
    assert_eq!(refused(b"\xFF\xFE<"), Problem::BadEncoding);
    assert_eq!(refused(b"\xFF\xFE\x00\xD8"), Problem::BadEncoding);
    let ebcdic = b"<?xml version='1.0' encoding='IBM037'?><a/>";
    assert_eq!(refused(ebcdic), Problem::UnsupportedEncoding("IBM037".into()));
}

#[test]
fn what_is_written_reads_back_the_same() {
    let nasty = "a<b>&\"'é\t\n\r]]>\u{1F600} fin";
    let mut writer = Writer::document();
    writer.open("r").attribute("t", nasty).leaf("e", nasty).empty("v", &[("k", "")]);
    let xml = writer.finish();
    let document = Document::parse(&xml, &Limits::default()).unwrap();
    let root = document.root();
    assert_eq!(root.attribute("t").as_deref(), Some(nasty));
    assert_eq!(root.child("", "e").unwrap().text(), nasty);
    assert_eq!(root.child("", "v").unwrap().attribute("k").as_deref(), Some(""));
}

#[test]
fn what_xml_cannot_carry_is_dropped() {
    let mut writer = Writer::new();
    writer.open("r").attribute("t", "a\u{0}b").text("c\u{1B}\u{FFFF}d");
    assert_eq!(writer.finish(), "<r t=\"ab\">cd</r>");
}

#[test]
fn names_and_namespaces_are_bounded() {
    let scopes = |count: usize| {
        let open: String = (0..count).map(|i| format!("<a xmlns:p{i}='u'>")).collect();
        open + &"</a>".repeat(count)
    };
    assert_eq!(with_limits(&scopes(64), &Limits::default()), Ok(()));
    assert_eq!(problem(&scopes(65)), Problem::TooManyNamespaces { limit: 64 });
    let long = "x".repeat(1025);
    let too_long = Problem::NameTooLong { limit: 1024 };
    assert_eq!(problem(&format!("<{long}/>")), too_long);
    assert_eq!(problem(&format!("<a {long}='1'/>")), too_long);
    assert_eq!(problem(&format!("<a xmlns='{long}'/>")), too_long);
    assert_eq!(problem(&format!("<a xmlns:{long}='u'/>")), too_long);
    let many = Limits { nodes: 5, ..Limits::default() };
    let attributes = with_limits("<a b='1' c='1' d='1'><e b='1' c='1' d='1'/></a>", &many);
    assert_eq!(attributes, Err(Problem::TooManyNodes { limit: 5 }));
}

#[test]
fn what_is_no_name_is_refused() {
    for broken in [
        "<:a/>",
        "<a:/>",
        "<a:b:c/>",
        "<1a/>",
        "<-a/>",
        "<a :b='1'/>",
        "<a b:='1'/>",
        "<a 1='1'/>",
        "<a :xmlns='u'/>",
        "<a xmlns:xml='u'/>",
        "<a xmlns:xmlns='u'/>",
        "<a><?xml version='1.0'?></a>",
    ] {
        assert!(matches!(problem(broken), Problem::Syntax(_)), "{broken}");
    }
}
