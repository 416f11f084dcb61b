//! Every link within the site leads to a page, and to a place on it.

use alter_connect_e2e::{Scenario, Stage};
use alter_connect_site::StaticHost;
use anyhow::Result;

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![scenario!(no_link_is_broken), scenario!(the_docs_can_be_searched), scenario!(the_docs_have_coloured_code)]
}

const CRAWL: &str = "
    const site = location.href;
    const parser = new DOMParser();
    const pages = new Map();
    const broken = [];
    const page = (url) => pages.get(url) ?? pages.set(url, load(url)).get(url);
    async function load(url) {
        const response = await fetch(url);
        if (!response.ok) return null;
        if (!response.headers.get('content-type').startsWith('text/html')) return {};
        return { tree: parser.parseFromString(await response.text(), 'text/html') };
    }
    const todo = [[site, 'the test']];
    const seen = new Set();
    while (todo.length) {
        const [address, from] = todo.pop();
        if (seen.has(address)) continue;
        seen.add(address);
        const [url, fragment] = address.split('#');
        const known = await page(url);
        if (!known) { broken.push(`${address} (from ${from})`); continue; }
        if (!known.tree) continue;
        const id = fragment && decodeURIComponent(fragment);
        if (id && !known.tree.getElementById(id)) broken.push(`${address} (from ${from})`);
        if (known.done) continue;
        known.done = true;
        for (const element of known.tree.querySelectorAll('a[href], link[href], script[src], img[src]')) {
            const target = new URL(element.getAttribute('href') ?? element.getAttribute('src'), url);
            if (target.href.startsWith(site)) todo.push([target.href, url]);
        }
    }
    return { broken, pages: [...pages.keys()].length };";

#[derive(Debug, serde::Deserialize)]
struct Crawled {
    broken: Vec<String>,
    pages: usize,
}

async fn no_link_is_broken(stage: &Stage) -> Result<()> {
    let (_host, page) = StaticHost::visited(stage).await?;
    let crawled: Crawled = page.script(CRAWL, vec![]).await?;
    assert!(crawled.pages > 40, "only {} pages were found", crawled.pages);
    assert_eq!(crawled.broken, Vec::<String>::new());
    Ok(())
}

/// mdBook's own script has run: it colours code, switches themes and copies.
async fn the_docs_have_coloured_code(stage: &Stage) -> Result<()> {
    let host = StaticHost::start().await?;
    let page = stage.browser.main();
    page.goto(&format!("{}docs/rust.html", host.url())).await?;
    page.wait_for("pre code.hljs .hljs-keyword").await?;
    page.wait_for("pre .clip-button").await?;
    host.is_quiet(page).await
}

async fn the_docs_can_be_searched(stage: &Stage) -> Result<()> {
    let host = StaticHost::start().await?;
    let page = stage.browser.main();
    page.goto(&format!("{}docs/index.html?search=popup_blocked", host.url())).await?;
    page.wait_for("#mdbook-searchresults li a, #searchresults li a").await?;
    host.is_quiet(page).await
}
