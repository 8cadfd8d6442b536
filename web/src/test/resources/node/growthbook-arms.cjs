// What GrowthBook's client gives to each subject of a file, one JSON object of attributes a line:
// node growthbook-arms.cjs PACKAGES SERVER CLIENT_KEY SUBJECTS ARMS
const fs = require("fs");
const path = require("path");

const [packages, server, clientKey, subjects, arms] = process.argv.slice(2);
const { GrowthBookClient } = require(path.join(packages, "node_modules/@growthbook/growthbook"));

async function main() {
  const client = new GrowthBookClient({ apiHost: server, clientKey });
  const ready = await client.init({ timeout: 10000 });
  if (!ready.success) throw new Error("no definitions: " + ready.error);
  const features = Object.keys(client.getFeatures()).sort();
  const lines = fs.readFileSync(subjects, "utf8").split("\n").filter(Boolean);
  const seen = lines.map((line) => {
    const user = { attributes: JSON.parse(line) };
    const result = features.map((key) => {
      const found = client.evalFeature(key, user);
      return found.value + (found.experimentResult?.inExperiment ? " " + found.experimentResult.key : "");
    });
    return result.join(",");
  });
  fs.writeFileSync(arms, features.join(",") + "\n" + seen.join("\n") + "\n");
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
