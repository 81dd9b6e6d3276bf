"""One verdict a number: is a change beyond chance, and is it worth saying?

judged      a measure's change in every place of a level, with its p-value: what every kind of measure comes to
scores      answers of customers: by the customers' sums
rates       shares of things counted: by their counts, and by what they vary beyond them
usual       sums, money, ratios of money and means: by their own earlier changes
family      all headline measures, in all places of a level, against both comparisons: controlled together
verdict     the word for one number
"""
