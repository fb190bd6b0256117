/** What is wrong with a model's files, in words for a lead: it is told where the score should stand. */
export class ModelUnavailable extends Error {}
