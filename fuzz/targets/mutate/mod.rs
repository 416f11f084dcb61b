//! Mutations that leave JSON JSON and a query a query, and change what is in it: bytes changed at random rarely do.

use libfuzzer_sys::fuzzer_mutate;
use serde_json::Value as Json;

/// Longest string that is put in place of another, in bytes.
const MAX_STRING: usize = 64;

/// Changes one value somewhere in JSON. One mutation in four is libFuzzer's own, for everything that this one never makes;
/// so is each of what is no JSON.
pub fn json(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let choices = seed / 4;
    if !seed.is_multiple_of(4)
        && let Ok(mut json) = serde_json::from_slice::<Json>(&data[..size])
    {
        let total = count(&json);
        let place = choices as usize % total;
        let change = choices as usize / total;
        let another = nth(&mut json, &mut (change / 4 % total)).cloned().unwrap_or_default();
        let node = nth(&mut json, &mut { place }).expect("counted");
        match (change % 4, &mut *node) {
            (0, _) => *node = another,
            (1, Json::Array(items)) => items.push(another),
            (1, Json::Object(fields)) => drop(fields.remove(&text(String::new()))),
            (2, Json::Object(fields)) => drop(fields.insert(text(String::new()), another)),
            // The whole of it, or a change to it.
            (3, Json::String(string)) => *string = text(std::mem::take(string)),
            _ => *node = text(String::new()).into(),
        }
        let json = json.to_string();
        if json.len() <= max_size {
            data[..json.len()].copy_from_slice(json.as_bytes());
            return json.len();
        }
    }
    fuzzer_mutate(data, size, max_size)
}

/// Changes a key or a value of a query string, or adds a pair; one mutation in four is libFuzzer's own here, too.
pub fn query(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut pairs: Vec<(String, String)> = form_urlencoded::parse(&data[..size]).into_owned().collect();
    let place = seed as usize / 4 % (pairs.len() + 1);
    match (seed % 4, pairs.get_mut(place)) {
        (0, _) => return fuzzer_mutate(data, size, max_size),
        (1, Some((key, _))) => *key = text(String::new()),
        (2, Some((_, value))) => *value = text(std::mem::take(value)),
        (_, Some((_, value))) => *value = text(String::new()),
        (_, None) => pairs.push((text(String::new()), text(String::new()))),
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    if query.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..query.len()].copy_from_slice(query.as_bytes());
    query.len()
}

/// A string as libFuzzer would change it, which knows the words.
fn text(from: String) -> String {
    let mut bytes = from.into_bytes();
    let size = bytes.len().min(MAX_STRING);
    bytes.resize(MAX_STRING, 0);
    let size = fuzzer_mutate(&mut bytes, size, MAX_STRING);
    String::from_utf8_lossy(&bytes[..size]).into_owned()
}

fn count(json: &Json) -> usize {
    1 + match json {
        Json::Array(items) => items.iter().map(count).sum(),
        Json::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// The value itself, or the one so many further on.
fn nth<'a>(json: &'a mut Json, index: &mut usize) -> Option<&'a mut Json> {
    if *index == 0 {
        return Some(json);
    }
    *index -= 1;
    match json {
        Json::Array(items) => items.iter_mut().find_map(|item| nth(item, index)),
        Json::Object(fields) => fields.values_mut().find_map(|field| nth(field, index)),
        _ => None,
    }
}
