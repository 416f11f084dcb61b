//! The time until `onSuccess` against the number of grants, on logarithmic scales.

use std::path::Path;

use alter_connect_e2e::{Engine, Sdk};
use anyhow::Result;
use plotters::element::DashedPathElement;
use plotters::prelude::*;

use super::format::thousands;
use super::report::Results;
use super::samples::SDKS;

const SIZE: (u32, u32) = (900, 520);
const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
const COUNTS: [u32; 5] = [1, 10, 100, 1_000, 10_000];

/// Draws it.
///
/// # Errors
/// The file cannot be written.
pub fn draw(file: &Path, results: &Results) -> Result<()> {
    let mut curves = Vec::new();
    for (engine, samples) in results {
        for sdk in SDKS {
            let point = |count: &u32| Some((f64::from(*count), samples.median(sdk, &format!("grants {count}"))?));
            curves.push((*engine, sdk, COUNTS.iter().filter_map(point).collect::<Vec<_>>()));
        }
    }
    let heights = || curves.iter().flat_map(|(_, _, points)| points.iter().map(|point| point.1));
    let (lowest, highest) = (heights().fold(f64::MAX, f64::min), heights().fold(f64::MIN, f64::max));

    let area = SVGBackend::new(file, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption("From the message to onSuccess", ("sans-serif", 20, &INK))
        .margin(16)
        .x_label_area_size(48)
        .y_label_area_size(76)
        .build_cartesian_2d((0.8..14_000.0).log_scale(), (lowest * 0.7..highest * 1.5).log_scale())?;
    chart
        .configure_mesh()
        .x_desc("grants in the message")
        .y_desc("time (median)")
        .x_labels(COUNTS.len())
        .x_label_formatter(&|count| thousands((count + 0.5) as u64))
        .y_label_formatter(&|time| {
            if *time < 999.0 { format!("{time:.0} µs") } else { format!("{:.0} ms", time / 1e3) }
        })
        .label_style(("sans-serif", 15, &INK))
        .axis_style(INK)
        .bold_line_style(INK.mix(0.2))
        .light_line_style(INK.mix(0.06))
        .draw()?;
    for (engine, sdk, points) in curves {
        let colour = if sdk == Sdk::Ours { RGBColor(0x1f, 0x6f, 0xc4) } else { RGBColor(0xc7, 0x6a, 0x00) };
        let line = ShapeStyle::from(colour).stroke_width(2);
        let label = format!("{}, {engine}", sdk.name());
        let legend = |(x, y)| [(x, y), (x + 32, y)];
        if engine == Engine::Chromium {
            let curve = LineSeries::new(points.clone(), line);
            chart.draw_series(curve)?.label(label).legend(move |at| PathElement::new(legend(at), line));
        } else {
            let (dash, gap) = (8, 5);
            let curve = DashedLineSeries::new(points.clone(), dash, gap, line);
            let legend = move |at| DashedPathElement::new(legend(at), dash, gap, line);
            chart.draw_series(curve)?.label(label).legend(legend);
        }
        chart.draw_series(points.into_iter().map(|point| Circle::new(point, 4, colour.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .legend_area_size(40)
        .margin(14)
        .label_font(("sans-serif", 15, &INK))
        .background_style(WHITE)
        .border_style(INK.mix(0.3))
        .draw()?;
    area.present()?;
    Ok(())
}
