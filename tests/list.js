// Prints the scenarios of a folder as JSON, without what they do: for those who choose and play them.
const [folder] = process.argv.slice(2);
const { themes } = await import(`./${folder}/scenarios/index.js`);

const listed = themes.map(async (/** @type {string} */ theme) => {
  const { scenarios, ...more } = (await import(`./${folder}/scenarios/${theme}.js`)).default;
  const entries = Object.entries(scenarios).map(([name, { play, back, ...rest }]) => {
    return { theme, name, loads: back ? 2 : 1, ...rest };
  });
  return { ...more, scenarios: entries };
});
console.log(JSON.stringify(await Promise.all(listed)));
