//! The committed header, taken apart. It is generated, so its form is known: one declaration
//! after its comment, one constant a line.

use std::fs;

use super::root;

/// A declared function, its words as the header has them.
pub struct Function {
    pub name: String,
    /// What it answers, such as `int32_t` or `const char *`.
    pub answer: String,
    /// The names of its parameters, in order.
    pub parameters: Vec<String>,
    /// The comment that ends right before it; empty where there is none.
    pub comment: String,
}

pub fn text() -> String {
    fs::read_to_string(root().join("include/dmpkit.h")).expect("include/dmpkit.h is committed")
}

/// Without comments.
pub fn code() -> String {
    let text = text();
    let mut code = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("/*") {
        code.push_str(before);
        code.push(' ');
        rest = after.split_once("*/").expect("a comment ends").1;
    }
    code + rest
}

pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let outside = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    text.split(outside).filter(|word| !word.is_empty())
}

/// Names and numbers of the integer constants, versions apart.
pub fn constants() -> Vec<(String, i32)> {
    let number = |text: &str| text.trim_matches(['(', ')']).parse().ok();
    let constant = |line: &str| {
        let (name, value) = line.strip_prefix("#define DMPKIT_")?.split_once(' ')?;
        Some((name.to_string(), number(value.trim())?))
    };
    let version = |name: &str| name.starts_with("VERSION_") || name == "ABI";
    code().lines().filter_map(constant).filter(|(name, _)| !version(name)).collect()
}

pub fn functions() -> Vec<Function> {
    let text = text();
    let mut functions = Vec::new();
    for (at, _) in text.match_indices("\nDMPKIT_API ") {
        let declaration = &text[at + 1..];
        let declaration = &declaration[..declaration.find(';').expect("a declaration ends")];
        functions.push(function(declaration, comment_before(&text[..at])));
    }
    functions
}

fn function(declaration: &str, comment: String) -> Function {
    let (head, parameters) = declaration.split_once('(').expect("a function has parameters");
    let (answer, name) = head.split_once("DMPKIT_CALL").expect("a function has a convention");
    let parameters = parameters.trim_end_matches(')').split(',').map(str::trim);
    let last_word = |parameter: &str| words(parameter).last().unwrap_or_default().to_string();
    Function {
        name: name.trim().to_string(),
        answer: answer.trim_start_matches("DMPKIT_API").trim().to_string(),
        parameters: parameters.filter(|parameter| *parameter != "void").map(last_word).collect(),
        comment,
    }
}

fn comment_before(text: &str) -> String {
    match text.strip_suffix("*/") {
        Some(text) => text.rsplit_once("/**").map_or("", |(_, comment)| comment).to_string(),
        None => String::new(),
    }
}
