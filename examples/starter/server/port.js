/** What to do when a server can't listen: it says why, and ends the program. `another` chooses another port. */
export const refused = (what, port, another) => (error) => {
  const taken = error.message.includes("in use");
  const instead = `Stop that program, or choose another port for the ${what}: ${another}`;
  console.error(
    taken ? `Another program uses port ${port}. ${instead}` : `The ${what} can't listen on port ${port}: ${error.message}`,
  );
  process.exit(1);
};
