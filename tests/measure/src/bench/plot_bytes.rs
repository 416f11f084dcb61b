//! The compressed ESM by its parts, beside the reference's.

use std::path::Path;

use anyhow::Result;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::bytes::{Bytes, find};
use super::format::thousands;

const SIZE: (u32, u32) = (900, 300);
const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
const REFERENCE: RGBColor = RGBColor(0x8a, 0x8f, 0x98);

/// Draws it.
///
/// # Errors
/// A part was not measured, or the file cannot be written.
pub fn draw(file: &Path, bytes: &Bytes) -> Result<()> {
    let name = "alter-connect.esm.js";
    let (ours, reference) = (find(&bytes.files, name)?.brotli, find(&bytes.reference, name)?.brotli);
    let parts = bytes.parts_of_esm()?;
    let stack = [
        ("loader and glue", parts.code, RGBColor(0xf2, 0xb1, 0x34)),
        ("strings", parts.strings, RGBColor(0x7c, 0xc6, 0x74)),
        ("wasm", parts.wasm, RGBColor(0x5a, 0x9b, 0xe0)),
        ("as text", parts.text, RGBColor(0xd9, 0x8b, 0xc9)),
    ];

    let area = SVGBackend::new(file, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption("alter-connect.esm.js, bytes (brotli)", ("sans-serif", 20, &INK))
        .margin(16)
        .x_label_area_size(32)
        .y_label_area_size(90)
        .build_cartesian_2d(0..ours.max(reference) * 21 / 20, 0.0..2.0)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .y_labels(0)
        .x_label_formatter(&|bytes| thousands(*bytes))
        .label_style(("sans-serif", 15, &INK))
        .axis_style(INK)
        .bold_line_style(INK.mix(0.15))
        .light_line_style(WHITE)
        .draw()?;

    let centred = Pos::new(HPos::Center, VPos::Center);
    let label = ("sans-serif", 15).into_font().color(&INK).pos(centred);
    let mut bar = |from: u64, size: u64, middle: f64, colour: RGBColor, text: &str| -> Result<()> {
        let corners = [(from, middle - 0.35), (from + size, middle + 0.35)];
        chart
            .draw_series([Rectangle::new(corners, colour.filled()), Rectangle::new(corners, WHITE.stroke_width(1))])?;
        let at = from + size / 2;
        // What is too narrow for its name has it above.
        let lines = if size < ours / 12 {
            vec![(format!("{text} {}", thousands(size)), middle + 0.48)]
        } else {
            vec![(text.to_owned(), middle + 0.1), (thousands(size), middle - 0.1)]
        };
        chart.draw_series(lines.into_iter().map(|(line, height)| Text::new(line, (at, height), label.clone())))?;
        Ok(())
    };
    bar(0, reference, 1.5, REFERENCE, "@alter-ai/connect 0.8.0")?;
    let mut from = 0;
    for (part, size, colour) in stack {
        bar(from, size, 0.5, colour, part)?;
        from += size;
    }
    let side = ("sans-serif", 17).into_font().color(&INK).pos(Pos::new(HPos::Right, VPos::Center));
    for (text, middle) in [("reference", 1.5), ("ours", 0.5)] {
        let (x, y) = chart.backend_coord(&(0, middle));
        area.draw(&Text::new(text, (x - 10, y), side.clone()))?;
    }
    area.present()?;
    Ok(())
}
