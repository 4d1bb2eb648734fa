// Prints how many tests passed and failed, by jest's report. A file that does not run counts as one failure, and so
// does a run that ends badly without saying why: nothing that went wrong is counted as nothing.
import { readFileSync } from 'node:fs';

const [reportFile, status] = process.argv.slice(2);
const text = readFileSync(reportFile, 'utf8');
const report =
  text === '' ? { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 } : JSON.parse(text);
const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
const unexplained = failed === 0 && (status !== '0' || report.numPassedTests === 0) ? 1 : 0;
console.log(`${report.numPassedTests} ${failed + unexplained}`);
