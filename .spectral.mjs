import { oas } from '@stoplight/spectral-rulesets';

export default {
  extends: oas,
  rules: {
    // Spectral's copy of the OpenAPI 3.1 schema lacks the $ref of a Path Item, so the rule reads the resolved document.
    'oas3-schema': { ...oas.rules['oas3-schema'], resolved: true },
  },
};
