// Prints the scenarios of a folder as JSON, without what they do: for those who choose and play them.
const [folder] = process.argv.slice(2);
const { themes } = await import(`./${folder}/scenarios/index.js`);

const listed = themes.map(async (/** @type {string} */ theme) => {
  const { title, scenarios } = (await import(`./${folder}/scenarios/${theme}.js`)).default;
  return {
    theme,
    title,
    scenarios: Object.entries(scenarios).map(([name, { play, back, ...rest }]) => ({
      theme,
      name,
      loads: back ? 2 : 1,
      ...rest,
    })),
  };
});
console.log(JSON.stringify(await Promise.all(listed)));
