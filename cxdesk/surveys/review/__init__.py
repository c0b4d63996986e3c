"""The reviewer: what a reader who knows the literature would say of a questionnaire before it is sent."""
