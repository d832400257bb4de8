import { doesTheThreeJobs } from './threeJobs.ts';
import { useWindow } from './window.ts';

describe('the three jobs', () => {
  doesTheThreeJobs(useWindow(), '');
});
