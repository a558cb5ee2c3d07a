import { defineSource } from '../../define-source.ts';
import { githubStyleIdentity } from './identify.ts';
import { aboutGithubStyle, githubStyle } from './receive.ts';
import { githubStyleSample } from './sample.ts';

export const githubStyleSource = defineSource(aboutGithubStyle, githubStyle, githubStyleIdentity, githubStyleSample);
