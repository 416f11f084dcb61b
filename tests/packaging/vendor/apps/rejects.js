// open() without a token: thrown at once, or a rejected promise.
import AlterConnect from "@alter-ai/connect";

const alterConnect = AlterConnect.create();
document.getElementById("connect").onclick = () => {
  let how = "thrown";
  try {
    const opened = alterConnect.open({ onSuccess: () => {} });
    how = "rejected";
    opened.catch((error) => (document.getElementById("result").textContent = `${how} ${error.code}`));
  } catch (error) {
    document.getElementById("result").textContent = `${how} ${error.code}`;
  }
};
