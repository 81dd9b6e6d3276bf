"""Companies made up at random from the contract: a refresh of each ends, its pages draw, and no number is false."""
