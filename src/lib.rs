//! Alter Connect in the browser.
